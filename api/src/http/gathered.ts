import { Batches } from '#http/batches';

interface Asked<Key, Value> {
  readonly key: Key;
  readonly answer: (value: Value | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Answers questions that are asked together (see Batches) by one call: 32 requests that arrive at once cost one
 * statement, and each is still answered from what was true after it came.
 */
export class Gathered<Key extends string, Value> {
  private readonly ask: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
  private readonly batches = new Batches<Asked<Key, Value>>((asked) => this.answer(asked));

  /** @param ask gives what there is of the keys, each of them once. */
  constructor(ask: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>) {
    this.ask = ask;
  }

  /** @returns undefined when there is nothing under the key. @throws whatever the call throws. */
  async get(key: Key): Promise<Value | undefined> {
    return await new Promise((answer, fail) => this.batches.add({ key, answer, fail }));
  }

  private async answer(asked: readonly Asked<Key, Value>[]): Promise<void> {
    try {
      const found = await this.ask([...new Set(asked.map(({ key }) => key))]);
      for (const { key, answer } of asked) answer(found.get(key));
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }
}
