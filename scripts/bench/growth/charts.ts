import { median } from '../figures.ts';
import type { Figure } from '../figures.ts';
import type { IndexSize, VectorSize } from './building.ts';
import type { Chart, Curve, Table } from './page.ts';
import type { Growth } from './record.ts';

type Point = readonly [number, number];

/** One curve a name, over all sizes that have it. */
function curves<One>(
  all: readonly One[],
  size: (one: One) => number,
  values: (one: One) => Readonly<Record<string, number>>,
): Curve[] {
  const names = [...new Set(all.flatMap((one) => Object.keys(values(one))))];
  return names.map((name) => ({
    name,
    points: all.flatMap((one): Point[] => {
      const value = values(one)[name];
      return value === undefined || value <= 0 ? [] : [[size(one), value]];
    }),
  }));
}

const mapped = <From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Record<string, To> => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));

export function chartsOf(growth: Growth): Chart[] {
  const films = (one: { readonly films: number }): number => one.films;
  const ratings = (one: { readonly ratings: number }): number => one.ratings;
  const p95 = (one: { readonly latency: Readonly<Record<string, { readonly p95: number }>> }) =>
    mapped(one.latency, (value) => value.p95);
  const rows = (one: Growth['import'][number]): number => one.rows;
  return [
    { title: 'Search, p95', x: 'films', y: 'ms', curves: curves(growth.search, films, p95) },
    {
      title: 'Search, CPU of Elasticsearch a request',
      x: 'films',
      y: 'ms',
      curves: curves(growth.search, films, (one) => mapped(one.latency, ({ cpu }) => cpu)),
    },
    {
      title: 'Recommendations in process, CPU, p95',
      x: 'films',
      y: 'ms',
      curves: curves(growth.recommend, films, p95),
    },
    {
      title: 'Elasticsearch',
      x: 'films',
      y: 'MB',
      curves: curves(growth.search, films, (one) => ({
        'movie index': one.movieIndex.megabytes,
        'index of factors': one.factorIndex.megabytes,
        'heap used': one.memory.heapUsed,
      })),
    },
    {
      title: 'Neighbours, p95',
      x: 'films',
      y: 'ms',
      curves: curves(growth.vectors, films, (one) =>
        Object.fromEntries(one.ways.map(({ kind, oversample, p95: ms }) => [knnName(kind, oversample), ms])),
      ),
    },
    {
      title: 'Training als, 64 factors, 15 iterations',
      x: 'ratings',
      y: 's · MB',
      curves: curves(growth.training, ratings, (one) => ({
        seconds: one.seconds,
        'CPU seconds': one.cpuSeconds,
        'peak MB': one.peakMegabytes,
      })),
    },
    {
      title: 'Import',
      x: 'ratings',
      y: 'rows a second',
      curves: curves(growth.import, rows, (one) => ({
        import: rate(one, 'marquee'),
        COPY: rate(one, 'copy'),
        'COPY, indexes after': rate(one, 'copyLaterIndexed'),
      })),
    },
  ];
}

/** Rows a second; 0 for what was not measured. */
const rate = (one: Growth['import'][number], way: 'marquee' | 'copy' | 'copyLaterIndexed'): number =>
  one[way].length === 0 ? 0 : one.rows / median(one[way]);

const knnName = (kind: string, oversample: number): string =>
  `${kind.split('_')[0]!}${oversample === 0 ? '' : `, again × ${String(oversample)}`}`;

const sizeText = ({ megabytes, segments }: IndexSize): string =>
  `${megabytes.toFixed(0)} / ${String(segments)}`;

const vectorText = (size: VectorSize | undefined): string =>
  size === undefined
    ? ''
    : [size.small, size.graph, size.whole].map((megabytes) => megabytes.toFixed(0)).join(' / ');

export function tablesOf(growth: Growth): Table[] {
  return [
    {
      title: 'Search',
      rows: growth.search.map((one) => ({
        films: one.films,
        ...Object.fromEntries(
          Object.entries(one.latency).map(([kind, { p50, p95, cpu }]) => [
            `${kind}: p50 / p95 / CPU, ms`,
            [p50, p95, cpu].map((value) => value.toFixed(1)).join(' / '),
          ]),
        ),
        'movie index, MB / segments': sizeText(one.movieIndex),
        'index of factors, MB / segments': sizeText(one.factorIndex),
        'heap used / most, MB': `${one.memory.heapUsed.toFixed(0)} / ${one.memory.heapMost.toFixed(0)}`,
        'films a second, built': one.buildSeconds === undefined ? '' : one.films / one.buildSeconds,
        load: one.load ?? '',
      })),
    },
    {
      title: 'Neighbours',
      rows: growth.vectors.flatMap(({ films, ways, indices }) =>
        ways.map(({ kind, oversample, recallAt20, p50, p95 }) => ({
          films,
          index: kind,
          'scored again': oversample === 0 ? 'no' : `× ${String(oversample)}`,
          'recall@20': recallAt20,
          'p50, ms': p50,
          'p95, ms': p95,
          'small vectors / graph / whole vectors, MB': vectorText(indices[kind].vectors),
        })),
      ),
    },
    {
      title: 'Recommendations in process, CPU',
      rows: growth.recommend.map((one) => ({
        films: one.films,
        ...Object.fromEntries(
          Object.entries(one.latency).map(([name, { p50, p95 }]) => [
            `${name}, p50 / p95, ms`,
            `${p50.toFixed(1)} / ${p95.toFixed(1)}`,
          ]),
        ),
        'models, MB': one.modelMegabytes,
        'training, s': one.trainSeconds,
        'training peak, MB': one.peakMegabytes,
      })),
    },
    {
      title: 'Training als',
      rows: growth.training.map((one) => ({
        ratings: one.ratings,
        seconds: one.seconds,
        'CPU, s': one.cpuSeconds,
        'peak, MB': one.peakMegabytes,
      })),
    },
    {
      title: 'Import',
      rows: growth.import.map((one) => ({
        ratings: one.rows,
        'import, rows a second': rate(one, 'marquee'),
        'COPY into a table like ratings': rate(one, 'copy') || '',
        'COPY, indexes afterwards': rate(one, 'copyLaterIndexed'),
      })),
    },
  ];
}

const MOST = 3;

interface Sized<Value> {
  readonly films: number;
  readonly latency: Readonly<Record<string, Value>>;
}

/** How many times as long the largest size takes as the smallest. */
export function growthFigures({ search, recommend }: Growth): Figure[] {
  const grown = <Value>(
    name: string,
    all: readonly Sized<Value>[],
    of: (value: Value) => number,
  ): Figure[] => {
    const [first, last] = [all[0], all.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    return Object.keys(first.latency).map((kind) => ({
      what: `${name}, ${kind}: at ${last.films.toLocaleString('en')} films over ${first.films.toLocaleString('en')}`,
      value: of(last.latency[kind]!) / of(first.latency[kind]!),
      aim: { atMost: MOST },
    }));
  };
  return [
    ...grown('search, p50', search, ({ p50 }) => p50),
    ...grown('search, CPU of Elasticsearch', search, ({ cpu }) => cpu),
    ...grown('recommendations, p50', recommend, ({ p50 }) => p50),
  ];
}
