/**
 * Answers questions that are asked in the same turn of the event loop by one call: 32 requests that arrive together cost
 * one statement, and each is still answered from what was true after it came.
 */
export class Gathered<Key extends string, Value> {
  private readonly ask: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
  private waiting: Promise<ReadonlyMap<string, Value>> | undefined;
  private keys = new Set<Key>();

  /** @param ask gives what there is of the keys, each of them once. */
  constructor(ask: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>) {
    this.ask = ask;
  }

  /** @returns undefined when there is nothing under the key. @throws whatever the call throws. */
  async get(key: Key): Promise<Value | undefined> {
    this.keys.add(key);
    this.waiting ??= this.nextTurn();
    return (await this.waiting).get(key);
  }

  private async nextTurn(): Promise<ReadonlyMap<string, Value>> {
    await new Promise((resolve) => setImmediate(resolve));
    const keys = [...this.keys];
    this.keys = new Set();
    this.waiting = undefined;
    return await this.ask(keys);
  }
}
