import { Injectable } from '@nestjs/common';

/**
 * What a person is likely to like among the films of a search.
 * The live model answers here once there is one; until then taste changes nothing.
 */
@Injectable()
export class SearchTaste {
  /** Liking by film, 0 to 1; null when nothing is known of the person. */
  likings(_userId: number, _movieIds: readonly number[]): Promise<ReadonlyMap<number, number> | null> {
    return Promise.resolve(null);
  }
}
