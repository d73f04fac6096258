import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { pickFilters } from '@marquee/contract/filters';
import type { MyRecommendationsQuery, Recommendations } from '@marquee/contract/recommendation';
import { Cursors } from '#http/cursors';
import { MixedLists } from '#experiments/mixed-lists';
import type { Running } from '#experiments/running-experiment';
import { changesSince, LastChange } from '#recommend/last-change';
import { soon } from '#recommend/person-cache';
import { PersonTaste } from '#recommend/person-taste';
import type { LastingTaste } from '#recommend/person-taste';
import { Refiner } from '#recommend/refiner';
import type { RefinedItems } from '#recommend/refiner';
import type { Recommendations as Made } from '#recommend/recommend.service';

/** A cursor carries what was shown already, so that no page repeats a film even when a rating falls in between. */
const MOST_PAGED = 600;
const ID_BYTES = 4;

export interface PersonalList {
  readonly list: Recommendations;
  /** When it is wrong by the mere passing of time; null: never. */
  readonly until: Date | null;
}

/** Makes a person's list: asks for the taste, ranks, pages, and tells what has changed. */
@Injectable()
export class PersonalLists {
  constructor(
    private readonly taste: PersonTaste,
    private readonly mixed: MixedLists,
    private readonly cursors: Cursors,
    private readonly refiner: Refiner,
    private readonly changes: LastChange,
  ) {}

  /** @param running the experiment that the person takes part in with this list. */
  async compute(
    userId: number,
    query: MyRecommendationsQuery,
    running: Running | null,
  ): Promise<PersonalList> {
    const listId = randomUUID();
    const { strategy, limit, cursor, explain, exclude, discovery, ...rest } = query;
    const filters = pickFilters(rest);
    const question = { userId, strategy, discovery, filters };
    const shown =
      cursor === undefined ? [] : unpacked(this.cursors.open('recommendations', question, cursor));
    const out = [...exclude, ...shown];
    const wanted = { strategy, limit, filters, explain, discovery, fairness: 0, exclude: out };
    const name = JSON.stringify({ ...question, limit, exclude, experiment: running?.id });
    const [taste, before] = await Promise.all([
      this.taste.of(userId),
      cursor === undefined ? this.changes.before(userId, name) : null,
    ]);
    const { list, mix } = await this.mixed.recommend(taste, wanted, { running, listId });
    const isPlain = out.length === 0 && discovery === undefined && Object.keys(filters).length === 0;
    await this.mixed.log(mix, { listId, userId, replayable: cursor === undefined && isPlain });
    const { items, degraded } = await this.ordered(list, query, taste);
    const ids = items.map(({ movie }) => movie.id);
    const next = [...shown, ...ids];
    const more = items.length === limit && items.length < list.total && next.length < MOST_PAGED;
    if (cursor === undefined) this.changes.keep(userId, name, ids);
    const worse = [...list.degraded, ...(degraded ? (['language-model'] as const) : [])];
    return {
      list: {
        items: [...items],
        total: Math.min(MOST_PAGED, list.total + shown.length),
        totalRelation: list.total + shown.length > MOST_PAGED ? 'gte' : 'eq',
        nextCursor: more ? this.cursors.seal('recommendations', question, packed(next)) : null,
        listId,
        strategy,
        modelVersion: list.modelVersion,
        changed: changesSince(before, ids),
        ...(worse.length === 0 ? {} : { degraded: worse }),
      },
      until: degraded || list.degraded.length > 0 ? soon(taste.until) : taste.until,
    };
  }

  /** Only the first page has a head to reorder. */
  private async ordered(
    { items }: Made,
    { strategy, cursor }: MyRecommendationsQuery,
    taste: LastingTaste,
  ): Promise<RefinedItems> {
    if (strategy !== 'refined' || cursor !== undefined) return { items, degraded: false };
    return await this.refiner.refine(items, taste);
  }
}

function packed(ids: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(ids.length * ID_BYTES);
  ids.forEach((id, at) => bytes.writeInt32LE(id, at * ID_BYTES));
  return bytes;
}

function unpacked(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / ID_BYTES) }, (_, at) =>
    bytes.readInt32LE(at * ID_BYTES),
  );
}
