import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { pickFilters } from '@marquee/contract/filters';
import type { MyRecommendationsQuery, Recommendations } from '@marquee/contract/recommendation';
import type { Database } from '@marquee/data/database';
import { Cursors } from '#http/cursors';
import { DATABASE } from '#infrastructure/tokens';
import { MixedLists } from '#experiments/mixed-lists';
import type { Running } from '#experiments/running-experiment';
import { PersonCache } from '#recommend/person-cache';
import type { Revision } from '#recommend/person-cache';
import { PersonTaste } from '#recommend/person-taste';

/** A cursor carries what was shown already, so that no page repeats a film even when a rating falls in between. */
const MOST_PAGED = 600;
/** Whoever asks for another strategy by name takes part in no experiment with that list. */
const DEFAULT_STRATEGY = 'stacked';
const ID_BYTES = 4;

@Injectable()
export class MyRecommendationsService {
  constructor(
    private readonly cache: PersonCache,
    private readonly taste: PersonTaste,
    private readonly lists: MixedLists,
    private readonly cursors: Cursors,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** JSON, ready to be sent. */
  async answer(person: Revision, query: MyRecommendationsQuery): Promise<string | Buffer> {
    const { userId, revision } = person;
    const running = query.strategy === DEFAULT_STRATEGY ? this.lists.of(userId) : null;
    const key = { userId, revision, name: `list${running?.key ?? ''}:${JSON.stringify(query)}` };
    return await this.cache.answer(key, async () =>
      JSON.stringify(await this.compute(person, query, running)),
    );
  }

  private async compute(
    person: Revision,
    query: MyRecommendationsQuery,
    running: Running | null,
  ): Promise<Recommendations> {
    const listId = randomUUID();
    const { strategy, limit, cursor, explain, exclude, discovery, ...rest } = query;
    const filters = pickFilters(rest);
    const question = { userId: person.userId, strategy, discovery, filters };
    const shown =
      cursor === undefined ? [] : unpacked(this.cursors.open('recommendations', question, cursor));
    const wanted = {
      strategy,
      limit,
      filters,
      explain,
      discovery,
      fairness: 0,
      exclude: [...exclude, ...shown],
    };
    const { list, mix } = this.lists.recommend(await this.taste.of(person.userId), wanted, {
      running,
      listId,
    });
    const { items, total, modelVersion, degraded } = list;
    const replayable =
      cursor === undefined &&
      exclude.length === 0 &&
      discovery === undefined &&
      Object.keys(filters).length === 0;
    await this.lists.log(mix, { listId, userId: person.userId, replayable });
    const ids = items.map(({ movie }) => movie.id);
    const next = [...shown, ...ids];
    const more = items.length === limit && items.length < total && next.length < MOST_PAGED;
    return {
      items: [...items],
      total: Math.min(MOST_PAGED, total + shown.length),
      totalRelation: total + shown.length > MOST_PAGED ? 'gte' : 'eq',
      nextCursor: more ? this.cursors.seal('recommendations', question, packed(next)) : null,
      listId,
      strategy,
      modelVersion,
      changed:
        cursor === undefined
          ? await this.changed(
              person,
              JSON.stringify({ ...question, limit, exclude, experiment: running?.id }),
              ids,
            )
          : null,
      ...(degraded.length === 0 ? {} : { degraded: [...degraded] }),
    };
  }

  /** Against the list under the same question before the person's last change. */
  private async changed(
    person: Revision,
    name: string,
    ids: readonly number[],
  ): Promise<Recommendations['changed']> {
    const before = await this.cache.lastShown(person.userId, name);
    await this.cache.keepShown(person.userId, name, ids);
    if (before === null) return null;
    const [old, now] = [new Set(before), new Set(ids)];
    const added = ids.filter((id) => !old.has(id));
    const removed = before.filter((id) => !now.has(id));
    if (added.length === 0 && removed.length === 0) return null;
    return { added, removed, because: await this.database.users.lastChange(person.userId) };
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
