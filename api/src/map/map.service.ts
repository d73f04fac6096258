import { Inject, Injectable } from '@nestjs/common';
import { MAP_EXTENT } from '@marquee/contract/map';
import type { TasteMap } from '@marquee/contract/map';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import type { MapFilm, MapLabel } from '@marquee/data/repositories/taste-map.repository';
import { tagged } from '#http/tagged';
import type { Tagged } from '#http/tagged';
import { DATABASE } from '#infrastructure/tokens';

/** How long a map is answered without asking whether it is still the present one. */
const TRUSTED_MS = 5_000;

/** The taste map as it is sent, made once for each map. */
@Injectable()
export class MapService {
  private kept: { readonly answer: Tagged; readonly state: string } | undefined;
  private askedAt = 0;
  private looking: Promise<Tagged> | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * @returns JSON of a TasteMap; whoever comes while it is read waits for that reading.
   * @throws ProblemError `not-found` before the first map is drawn
   */
  async answer(): Promise<Tagged> {
    if (this.kept !== undefined && Date.now() - this.askedAt < TRUSTED_MS) return this.kept.answer;
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return await this.looking;
  }

  private async look(): Promise<Tagged> {
    const state = await this.database.tasteMap.state();
    if (state === undefined) throw none();
    if (this.kept?.state !== state) {
      const map = await this.database.tasteMap.read();
      if (map === undefined) throw none();
      const body = JSON.stringify(compact(map));
      this.kept = { answer: tagged(body, 'application/json; charset=utf-8'), state };
    }
    this.askedAt = Date.now();
    return this.kept.answer;
  }
}

const none = (): ProblemError =>
  new ProblemError('not-found', 'There is no map yet; the job "map" draws it once films are embedded.');

interface ReadMap {
  readonly version: string;
  readonly madeAt: Date;
  readonly films: readonly MapFilm[];
  readonly labels: readonly MapLabel[];
}

function compact({ version, madeAt, films, labels }: ReadMap): TasteMap {
  const genres = [...new Set(films.flatMap(({ genres: [first] }) => first ?? []))].sort();
  const place = new Map(genres.map((name, at) => [name, at]));
  return {
    version,
    madeAt: madeAt.toISOString(),
    extent: MAP_EXTENT,
    areas: labels.map((label, area) => {
      const own = films.filter((film) => film.area === area);
      return {
        x: middle(own.map(({ x }) => x)),
        y: middle(own.map(({ y }) => y)),
        films: own.length,
        genres: [...label.genres],
        keywords: [...label.keywords],
        years: label.years === null ? null : [...label.years],
      };
    }),
    films: {
      ids: films.map(({ id }) => id),
      titles: films.map(({ title }) => title),
      years: films.map(({ year }) => year),
      xs: films.map(({ x }) => x),
      ys: films.map(({ y }) => y),
      areas: films.map(({ area }) => area),
      genres: films.map((film) => place.get(film.genres[0] ?? '') ?? -1),
      weights: films.map(({ popularity }) => Math.round(popularity * 100)),
    },
    genres,
  };
}

const middle = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
