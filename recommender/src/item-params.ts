import { levelTable } from '#sparse-level';

/**
 * EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): B = argmin ‖X − XB‖² + λ‖B‖², diag(B) = 0, with
 * x_ui = max(0, d + offset) for a rating d stars above the person's own mean.
 */
export interface ItemParams {
  /** λ. */
  readonly regularization: number;
  /** Stars below the mean at which a rating counts as nothing. */
  readonly offset: number;
  /** Scores are divided by (count of ratings + 3)^damping, which draws the list away from what everyone has seen. */
  readonly damping: number;
}

export const ITEM_DEFAULTS: ItemParams = { regularization: 600, offset: 1.5, damping: 0.1 };

/** The divisor of a movie's scores, 1 for the movie with the mean count of ratings per rating. */
export function dampings(counts: Int32Array, params: ItemParams): Float32Array {
  let [ratings, squares] = [1e-9, 0];
  for (const count of counts) {
    ratings += count;
    squares += count * count;
  }
  return Float32Array.from(counts, (count) => ((count + 3) / (squares / ratings + 3)) ** params.damping);
}

/** x by level. */
export function itemTable(params: ItemParams): Float32Array {
  return levelTable((distance) => Math.max(0, distance + params.offset));
}
