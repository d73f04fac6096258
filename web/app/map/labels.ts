export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes labels in the order of their importance, and refuses those that would lie over one that is there. */
export class LabelPlaces {
  private readonly taken: Box[] = [];

  /** @returns whether there is room; then it is taken. */
  take(box: Box): boolean {
    const crosses = this.taken.some(
      (other) =>
        box.x < other.x + other.width &&
        other.x < box.x + box.width &&
        box.y < other.y + other.height &&
        other.y < box.y + box.height,
    );
    if (!crosses) this.taken.push(box);
    return !crosses;
  }
}
