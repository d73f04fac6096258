import type { ListMetrics } from '@marquee/recommender/evaluation';

export interface EvaluationReport {
  readonly title: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly strategies: Readonly<Record<string, Pick<ListMetrics, 'values' | 'intervals'>>>;
  /** Weight of each signal in the blend, per standard deviation; absent when the blend was not asked. */
  readonly importance?: Readonly<Record<string, number>>;
}

const CHARTS: readonly (readonly [string, string])[] = [
  ['ndcg@10', 'NDCG@10: are the liked films at the top?'],
  ['recall@20', 'Recall@20: how many of the liked films are found?'],
  ['hitrate@10', 'Hit rate@10: share of people with at least one hit'],
  ['mrr@10', 'MRR@10: how early is the first hit?'],
  ['coverage@20', 'Coverage@20: share of the catalogue that is ever shown'],
  ['novelty@20', 'Novelty@20: bits of surprise'],
  ['gini@20', 'Gini@20: how unequally films are shown (lower is fairer)'],
];

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** One self-contained page: no script, no address outside. */
export function evaluationPage({ title, facts, strategies, importance }: EvaluationReport): string {
  const charts = CHARTS.map(([metric, caption]) =>
    barChart(
      caption,
      Object.entries(strategies).map(([name, { values, intervals }]) => ({
        name,
        value: values[metric] ?? 0,
        ...range(intervals[metric]),
      })),
    ),
  );
  const weights =
    importance &&
    barChart(
      'What the blend listens to (weight per standard deviation)',
      Object.entries(importance)
        .filter(([, value]) => Math.abs(value) > 0.005)
        .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
        .map(([name, value]) => ({ name, value })),
    );
  const rows = Object.entries(facts).map(
    ([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(String(value))}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2330;background:#fff}
h1{font-size:1.6rem}figure{margin:2rem 0}figcaption{font-weight:600;margin-bottom:.5rem}table{border-collapse:collapse}
th,td{text-align:left;padding:.2rem 1rem .2rem 0;font-weight:400}th{color:#5b6475}svg{width:100%;height:auto}</style>
<h1>${escape(title)}</h1><table>${rows.join('')}</table>
${charts.join('\n')}
${weights ?? ''}
</html>
`;
}

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

const range = (interval?: { readonly low: number; readonly high: number }) =>
  interval ? { low: interval.low, high: interval.high } : {};

/** Horizontal bars with a line for the interval; negative bars go to the left of the zero line. */
function barChart(caption: string, bars: readonly Bar[]): string {
  const [left, width, height] = [260, 520, 26];
  const most = Math.max(0, ...bars.map(({ value, high }) => Math.max(value, high ?? 0)));
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const x = (value: number): number => left + (width * (value - least)) / (most - least || 1);
  const drawn = bars.map(({ name, value, low, high }, at) => {
    const y = at * height;
    const whisker =
      low === undefined || high === undefined
        ? ''
        : `<line x1="${x(low)}" x2="${x(high)}" y1="${y + 12}" y2="${y + 12}" stroke="#1d2330" stroke-width="2"/>`;
    return `<text x="${left - 10}" y="${y + 17}" text-anchor="end">${escape(name)}</text>
<rect x="${Math.min(x(0), x(value))}" y="${y + 3}" width="${Math.abs(x(value) - x(0))}" height="18" fill="${value < 0 ? '#b4552d' : '#2f6fb0'}" rx="2"/>${whisker}
<text x="${x(Math.max(0, high ?? value, value)) + 8}" y="${y + 17}">${value.toFixed(3)}</text>`;
  });
  return `<figure><figcaption>${escape(caption)}</figcaption>
<svg viewBox="0 0 ${left + width + 70} ${bars.length * height}" role="img" aria-label="${escape(caption)}" font-size="14" fill="#1d2330">${drawn.join('\n')}</svg></figure>`;
}
