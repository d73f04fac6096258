import type { estypes } from '@elastic/elasticsearch';
import { asking, isUnavailable } from '#elastic';
import type { Elastic } from '#elastic';

/** Raised when a fresh index is not what it should be; the old one stays live. */
export class IndexRefused extends Error {
  override readonly name = 'IndexRefused';
}

export interface IndexDefinition<Document> {
  /** Such as `movies`; the alias is `<prefix>-movies`, an index `<prefix>-movies-<version>`. */
  readonly name: string;
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: estypes.MappingTypeMapping;
  readonly idOf: (document: Document) => string;
}

export interface BuildOptions<Document> {
  /** Sortable, such as `20261124-181500`. */
  readonly version: string;
  readonly documents: AsyncIterable<Document> | Iterable<Document>;
  /** Expected number of documents, for progress and verification. */
  readonly total: number;
  readonly onProgress?: (share: number, step: string) => void;
  readonly signal?: AbortSignal;
  /** Throws, or returns what is wrong, when the fresh index does not answer as it should. */
  readonly probe?: (index: string) => Promise<string | null>;
}

const BULK_CONCURRENCY = 2;
const BUILD_TIMEOUT_MS = 120_000;
/** Documents a segment: to merge the graphs of more would take longer than to build them. */
const MOST_MERGED = 300_000;
/** Segments that a fresh index is merged into. */
export const segmentsFor = (documents: number): number => Math.max(1, Math.ceil(documents / MOST_MERGED));
/** Former indices that are kept for a roll-back. */
const KEPT = 1;

/**
 * The life of one kind of index: build a fresh one beside the live one, verify it, swap the alias in one step, keep the
 * former for a roll-back, drop older ones. On any error the old one stays live and the unfinished one is dropped.
 */
export class IndexFamily<Document extends object> {
  readonly alias: string;
  private readonly elastic: Elastic;
  private readonly definition: IndexDefinition<Document>;

  constructor(elastic: Elastic, definition: IndexDefinition<Document>) {
    this.elastic = elastic;
    this.definition = definition;
    this.alias = `${elastic.prefix}-${definition.name}`;
  }

  /** The live index's version, or null before the first build. */
  async liveVersion(): Promise<string | null> {
    const live = await this.liveIndices();
    return live[0]?.slice(this.alias.length + 1) ?? null;
  }

  /** All versions that exist, newest first. */
  async versions(): Promise<string[]> {
    const found = await asking(() =>
      this.elastic.client.indices.get({
        index: `${this.alias}-*`,
        features: ['aliases'],
        allow_no_indices: true,
      }),
    );
    return Object.keys(found)
      .map((index) => index.slice(this.alias.length + 1))
      .sort()
      .reverse();
  }

  /**
   * Builds, verifies and makes live.
   * @returns how many documents it holds.
   * @throws IndexRefused when counts or the probe do not fit; the signal's reason when aborted.
   */
  async rebuild(options: BuildOptions<Document>): Promise<number> {
    const index = await this.build(options);
    options.onProgress?.(1, 'making it live');
    await this.promote(options.version);
    return await this.count(index);
  }

  /** Builds and verifies a fresh index without making it live. */
  async build(options: BuildOptions<Document>): Promise<string> {
    const index = `${this.alias}-${options.version}`;
    const { client, shards, replicas } = this.elastic;
    await asking(() =>
      client.indices.create(
        {
          index,
          settings: {
            ...this.definition.settings,
            number_of_shards: shards,
            number_of_replicas: replicas,
            refresh_interval: '-1',
          },
          mappings: this.definition.mappings,
          timeout: '30s',
        },
        { requestTimeout: BUILD_TIMEOUT_MS },
      ),
    );
    try {
      const sent = await this.fill(index, options);
      options.onProgress?.(0.94, 'merging');
      await this.merge(index, sent, options.signal);
      options.onProgress?.(0.95, 'verifying');
      await client.indices.refresh({ index }, { requestTimeout: BUILD_TIMEOUT_MS });
      await this.verify(index, sent, options);
      await this.waitForCopies(index);
      await client.indices.putSettings(
        { index, settings: { refresh_interval: '1s' } },
        { requestTimeout: BUILD_TIMEOUT_MS },
      );
      return index;
    } catch (error) {
      await client.indices.delete({ index, ignore_unavailable: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Swaps the alias to a version that exists, in one step, and drops all but the former one. */
  async promote(version: string): Promise<void> {
    const index = `${this.alias}-${version}`;
    const former = (await this.liveIndices()).filter((name) => name !== index);
    await asking(() =>
      this.elastic.client.indices.updateAliases(
        {
          actions: [
            ...former.map((name) => ({ remove: { index: name, alias: this.alias } })),
            { add: { index, alias: this.alias } },
          ],
        },
        { requestTimeout: BUILD_TIMEOUT_MS },
      ),
    );
    await this.dropOlder(version, former[0]?.slice(this.alias.length + 1));
  }

  /** Makes the newest version before the live one live again. @returns its version. */
  async rollBack(): Promise<string> {
    const live = await this.liveVersion();
    const former = (await this.versions()).find((version) => live === null || version < live);
    if (former === undefined)
      throw new IndexRefused(`There is no former ${this.definition.name} index to go back to.`);
    const actions = [
      ...(live === null ? [] : [{ remove: { index: `${this.alias}-${live}`, alias: this.alias } }]),
      { add: { index: `${this.alias}-${former}`, alias: this.alias } },
    ];
    await asking(() => this.elastic.client.indices.updateAliases({ actions }));
    return former;
  }

  async count(index = this.alias): Promise<number> {
    return (await asking(() => this.elastic.client.count({ index }))).count;
  }

  private async fill(
    index: string,
    { documents, total, onProgress, signal }: BuildOptions<Document>,
  ): Promise<number> {
    let sent = 0;
    const rejected: string[] = [];
    await this.elastic.client.helpers.bulk<Document>(
      {
        datasource: counted(documents, signal, () => {
          sent += 1;
          if (sent % 500 === 0)
            onProgress?.(
              Math.min(0.94, (0.94 * sent) / Math.max(1, total)),
              `${String(sent)} of ${String(total)}`,
            );
        }),
        onDocument: (document) => ({ index: { _index: index, _id: this.definition.idOf(document) } }),
        onDrop: ({ error, status }) => {
          if (rejected.length < 5) rejected.push(`${String(status)} ${error?.reason ?? ''}`);
        },
        concurrency: BULK_CONCURRENCY,
        flushBytes: 2_000_000,
        retries: 5,
        wait: 500,
      },
      { requestTimeout: BUILD_TIMEOUT_MS },
    );
    signal?.throwIfAborted();
    if (rejected.length > 0)
      throw new IndexRefused(`Elasticsearch refused documents: ${rejected.join('; ')}`);
    return sent;
  }

  /**
   * A search asks every segment of an index: with one instead of six, near neighbours and facets took half the time. A million
   * films come to lie in 83 of them. A merge that outlasts the request, or a balancer's patience with it, goes on by itself; the
   * index answers rightly all the while.
   */
  private async merge(index: string, documents: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.elastic.client.indices.forcemerge(
        { index, max_num_segments: segmentsFor(documents) },
        { requestTimeout: BUILD_TIMEOUT_MS, ...(signal && { signal }) },
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (!isUnavailable(error)) throw error;
    }
  }

  private async verify(index: string, sent: number, { total, probe }: BuildOptions<Document>): Promise<void> {
    const count = await this.count(index);
    if (count !== sent || count < total) {
      throw new IndexRefused(
        `The fresh index holds ${String(count)} documents; ${String(Math.max(sent, total))} were expected.`,
      );
    }
    const wrong = await probe?.(index);
    if (wrong != null) throw new IndexRefused(`The fresh index does not answer as it should: ${wrong}`);
  }

  /** An index without its copies would lose answers with the first node that goes. */
  private async waitForCopies(index: string): Promise<void> {
    const { client, replicas } = this.elastic;
    if (replicas === 0) return;
    const { timed_out: late, status } = await client.cluster.health(
      { index, wait_for_status: 'green', timeout: '60s' },
      { requestTimeout: BUILD_TIMEOUT_MS, ignore: [408] },
    );
    if (late) {
      throw new IndexRefused(
        `The copies of the fresh index are not there after a minute (${status}): ELASTICSEARCH_REPLICAS=${String(replicas)} needs ${String(replicas + 1)} nodes.`,
      );
    }
  }

  private async liveIndices(): Promise<string[]> {
    const found = await asking(() =>
      this.elastic.client.indices.get({
        index: `${this.alias}-*`,
        features: ['aliases'],
        allow_no_indices: true,
      }),
    );
    return Object.entries(found)
      .filter(([, { aliases }]) => aliases !== undefined && this.alias in aliases)
      .map(([name]) => name)
      .sort();
  }

  private async dropOlder(live: string, former: string | undefined): Promise<void> {
    const keep = new Set([live, former]);
    const older = (await this.versions())
      .filter((version) => !keep.has(version) && version < live)
      .slice(KEPT - 1);
    for (const version of older) {
      await asking(() =>
        this.elastic.client.indices.delete({ index: `${this.alias}-${version}`, ignore_unavailable: true }),
      );
    }
  }
}

async function* counted<T>(
  items: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal | undefined,
  tick: () => void,
) {
  for await (const item of items) {
    if (signal?.aborted === true) return;
    yield item;
    tick();
  }
}

/** A version that sorts by time: `2026-11-24T18:15:00.123Z` → `20261124-181500-123`. */
export const versionAt = (now: Date): string =>
  now.toISOString().replace(/[-:Z]/g, '').replace('T', '-').replace('.', '-');
