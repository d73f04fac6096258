import type { AlsParams } from '#als-params';
import type { FitOptions, RatingColumns } from '#model';
import type { WorkerPool } from '#worker-pool';

export async function chooseAlsParams(
  _ratings: RatingColumns,
  given: FitOptions & { readonly pool: WorkerPool; readonly defaults: AlsParams },
): Promise<{ params: AlsParams; tuning: unknown }> {
  return { params: given.defaults, tuning: null };
}
