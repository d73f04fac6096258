import type { ModelRun } from './admin-types.ts';

/** Every measure that some strategy of some run has. */
export function metricNames(models: readonly Pick<ModelRun, 'metrics'>[]): readonly string[] {
  const names = models.flatMap(({ metrics }) => Object.values(metrics).flatMap((of) => Object.keys(of)));
  return [...new Set(names)].sort();
}

/** The measure that the address names, or NDCG@10; undefined when nothing was measured. */
export function chosenMetric(
  models: readonly Pick<ModelRun, 'metrics'>[],
  params: URLSearchParams,
): string | undefined {
  const names = metricNames(models);
  const asked = params.get('metric');
  return names.find((name) => name === asked) ?? names.find((name) => name === 'ndcg@10') ?? names[0];
}
