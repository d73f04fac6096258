/**
 * Collects what comes within one turn of the event loop and hands it over in one piece when the turn is over: what arrives
 * together can then be asked or written together, and what comes alone waits for nothing.
 */
export class OneTurn<Item> {
  private items: Item[] = [];
  private readonly hand: (items: readonly Item[]) => void;

  /** @param hand gets at least one item, in the order in which they came. */
  constructor(hand: (items: readonly Item[]) => void) {
    this.hand = hand;
  }

  add(item: Item): void {
    if (this.items.push(item) > 1) return;
    setImmediate(() => {
      const { items } = this;
      this.items = [];
      this.hand(items);
    });
  }
}
