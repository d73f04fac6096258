/**
 * Batches under way at once. With one, this process and the service that it asks would take turns in waiting for each other;
 * with many, each holds little. Ratings of 16 people, throughput beside a bare route: .37 with one, .47, .63 with three; in
 * another run .40 with three, .39 with four, .36 with eight.
 */
const LANES = 3;
/** How long what comes next waits for a free lane. After that they must be stuck, and may not hold up everybody. */
const PATIENCE_MS = 20;

/**
 * Collects what comes within one turn of the event loop, or while enough batches are under way, and hands it over in one
 * piece: what arrives together can then be asked or written together, the more of it the busier it is. What comes alone
 * waits for nothing but the end of the turn.
 */
export class Batches<Item> {
  private readonly hand: (items: readonly Item[]) => Promise<void>;
  private readonly most: number;
  private waiting: Item[] = [];
  private underWay = 0;
  private startedAt = -Infinity;
  private isDue = false;

  /**
   * @param hand gets at least one item and at most `most`, in the order in which they came, and never rejects; until it
   * resolves its batch is under way.
   */
  constructor(hand: (items: readonly Item[]) => Promise<void>, most = Infinity) {
    this.hand = hand;
    this.most = most;
  }

  add(item: Item): void {
    this.waiting.push(item);
    this.atEndOfTurn();
  }

  private atEndOfTurn(): void {
    if (this.isDue || this.waiting.length === 0 || this.mustWait()) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      void this.next();
      this.atEndOfTurn();
    });
  }

  /** No timer looks for a batch that is stuck: whoever comes next does. */
  private mustWait(): boolean {
    return this.underWay >= LANES && performance.now() - this.startedAt < PATIENCE_MS;
  }

  private async next(): Promise<void> {
    const items = this.waiting.slice(0, this.most);
    this.waiting = this.waiting.slice(this.most);
    this.underWay += 1;
    this.startedAt = performance.now();
    await this.hand(items);
    this.underWay -= 1;
    this.atEndOfTurn();
  }
}
