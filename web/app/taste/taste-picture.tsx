import { genreName, number, stars } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Slice, TasteFigures } from './taste-figures.ts';

/** What one likes at a glance: how many stars one gives, which genres, which decades. */
export function TastePicture({ taste }: { readonly taste: TasteFigures }) {
  const t = useStrings();
  const kinder =
    taste.kinder === null || Math.abs(taste.kinder) < 0.05
      ? t('picture.alike')
      : t(taste.kinder > 0 ? 'picture.kinder' : 'picture.stricter', {
          stars: number(t, Math.abs(taste.kinder), 1),
        });
  return (
    <section className="panels picture" aria-label={t('picture.title')}>
      <div className="panel">
        <h2>{t('picture.stars')}</h2>
        <p className="soft">
          {t('picture.mean', { stars: stars(t, taste.mean) })} {kinder}
        </p>
        <Columns
          label={t('picture.stars')}
          bars={taste.histogram.map(({ stars: step, own }) => ({
            name: Number.isInteger(step) ? String(step) : '',
            text: `${step}: ${own}`,
            value: own,
          }))}
        />
      </div>
      <div className="panel">
        <h2>{t('picture.genres')}</h2>
        <Lines slices={taste.genres.map((slice) => ({ ...slice, name: genreName(t, slice.name) }))} />
      </div>
      <div className="panel">
        <h2>{t('picture.eras')}</h2>
        <Columns
          label={t('picture.eras')}
          bars={decadesOf(taste.decades).map(({ name, count }) => ({
            name: `’${name.slice(2)}`,
            text: `${name}: ${count}`,
            value: count,
          }))}
        />
      </div>
    </section>
  );
}

/** At least so many decades side by side, the empty ones too: a bar of its own says nothing. */
const [FROM, TO] = [1970, 2020];

function decadesOf(slices: readonly Slice[]): readonly Pick<Slice, 'name' | 'count'>[] {
  const counts = new Map(slices.map(({ name, count }) => [Number(name), count]));
  const [first, last] = [Math.min(FROM, ...counts.keys()), Math.max(TO, ...counts.keys())];
  return Array.from({ length: (last - first) / 10 + 1 }, (_, index) => first + index * 10).map((decade) => ({
    name: String(decade),
    count: counts.get(decade) ?? 0,
  }));
}

interface Bar {
  readonly name: string;
  readonly text: string;
  readonly value: number;
}

const WIDTH = 220;

function Columns({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} 130`}
      role="img"
      aria-label={`${label}. ${bars.map(({ text }) => text).join(', ')}`}
    >
      <path className="axis" d={`M0 108.5H${WIDTH}`} />
      {bars.map(({ name, value }, index) => {
        const height = value === 0 ? 1 : 6 + (value / most) * 94;
        return (
          <g key={index}>
            <rect
              className="bar-fill"
              x={index * step + step * 0.14}
              y={108 - height}
              width={step * 0.72}
              height={height}
              rx="2"
            />
            <text x={index * step + step / 2} y="124" textAnchor="middle">
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function Lines({ slices }: { readonly slices: readonly Slice[] }) {
  const t = useStrings();
  const most = Math.max(1, ...slices.map(({ count }) => count));
  return (
    <table className="lines">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('facet.genres')}</th>
          <th scope="col">{t('picture.count')}</th>
          <th scope="col">{t('picture.own')}</th>
        </tr>
      </thead>
      <tbody>
        {slices.map(({ name, count, mean }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={String(count)}>
                <rect width={Math.max(3, (count / most) * 100)} height="8" rx="2" fill="var(--lamp)" />
              </svg>
            </td>
            <td className="stars-text">★ {stars(t, mean)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
