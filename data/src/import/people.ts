import type { Store } from '#store';

const BLOCK = 5000;

/** The rows of a source's people: those who are there keep theirs, new ones get a reserved id. */
export class People {
  readonly ids: Map<number, number>;
  private readonly store: Store;
  private reserved: number[] = [];

  private constructor(store: Store) {
    this.store = store;
    this.ids = new Map();
  }

  private known = new Map<number, number>();

  /** `store` must not be the connection that a COPY is running on. */
  static async of(store: Store, source: string): Promise<People> {
    const people = new People(store);
    const rows = await store.rows<{ id: number; external: number }>(
      'SELECT id, external_id::int AS external FROM users WHERE source = $1',
      [source],
    );
    people.known = new Map(rows.map(({ id, external }) => [external, id]));
    return people;
  }

  /** The row id of a person of the source; undefined: reserve() must be awaited first. */
  idOf(external: number): number | undefined {
    const there = this.ids.get(external);
    if (there !== undefined) return there;
    const id = this.known.get(external) ?? this.reserved.pop();
    if (id !== undefined) this.ids.set(external, id);
    return id;
  }

  async reserve(): Promise<void> {
    const rows = await this.store.rows<{ id: number }>(
      `SELECT nextval(pg_get_serial_sequence('users', 'id'))::int AS id FROM generate_series(1, $1)`,
      [BLOCK],
    );
    this.reserved = rows.map(({ id }) => id).reverse();
  }
}
