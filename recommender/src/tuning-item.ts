import type { ItemParams } from '#item-params';
import type { FitOptions, RatingColumns } from '#model';
import type { WorkerPool } from '#worker-pool';

export async function chooseItemParams(
  _ratings: RatingColumns,
  given: FitOptions & { readonly pool: WorkerPool; readonly defaults: ItemParams },
): Promise<{ params: ItemParams; tuning: unknown }> {
  return { params: given.defaults, tuning: null };
}
