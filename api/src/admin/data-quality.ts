import type { dataQualitySchema } from '@marquee/contract/admin';
import type { Database } from '@marquee/data/database';
import { isDropped } from '@marquee/data/import/report';
import type { ImportReport } from '@marquee/data/import/report';
import type { z } from 'zod';

export type DataQuality = z.infer<typeof dataQualitySchema>;

const IMPORTS = 10;

/** What came in, what did not and why, what films lack, and how they are spread. */
export async function dataQuality({
  importReports,
  quality,
  ratings,
  movies,
}: Database): Promise<DataQuality> {
  const [
    reports, total, kinds, coverage, missing, ratingHistogram, moviesByDecade, moviesByRatings, languages, genres,
  ] = await Promise.all([
    importReports.list(IMPORTS), movies.count(), quality.ratingsByKind(), quality.coverage(), quality.missing(),
    ratings.histogram(), quality.moviesByDecade(), quality.moviesByRatings(), quality.languages(), quality.genres(),
  ]); // prettier-ignore
  const [latest] = reports;
  const { generated, imported, account } = kinds;
  return {
    lastImport: latest === undefined ? null : { source: latest.source, at: latest.at, ...latest.report },
    reasons: latest === undefined ? [] : reasonsOf(latest.report as unknown as ImportReport),
    imports: reports.map(({ source, at, report }) => summary(source, at, report as unknown as ImportReport)),
    movies: total,
    ratings: { total: generated + imported + account, generated, imported, accounts: account },
    coverage,
    missing: missing.map((gap) => ({ ...gap, examples: [...gap.examples] })),
    ratingHistogram,
    moviesByDecade,
    moviesByRatings,
    languages,
    genres,
  };
}

function reasonsOf({ reasons }: ImportReport): DataQuality['reasons'] {
  return Object.entries(reasons)
    .map(([reason, entry]) => {
      const { meaning, count, examples } = entry as { meaning: string; count: number; examples: string[] };
      return { reason, meaning, dropped: isDropped(reason), count, examples };
    })
    .sort((a, b) => Number(b.dropped) - Number(a.dropped) || b.count - a.count);
}

function summary(
  source: string,
  at: Date,
  { seconds, movies, ratings }: ImportReport,
): DataQuality['imports'][number] {
  return {
    source,
    at: at.toISOString(),
    seconds,
    movies: { read: movies.read, kept: movies.kept },
    ratings: { read: ratings.read, kept: ratings.kept },
  };
}
