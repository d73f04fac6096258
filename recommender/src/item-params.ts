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
}

export const ITEM_DEFAULTS: ItemParams = { regularization: 600, offset: 1.5 };

/** x by level. */
export function itemTable(params: ItemParams): Float32Array {
  return levelTable((distance) => Math.max(0, distance + params.offset));
}
