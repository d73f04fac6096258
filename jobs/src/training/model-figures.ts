import type { ModelRun } from '@marquee/contract/admin';
import type { ModelPart } from '@marquee/recommender/model';
import type { StackedHeader } from '@marquee/recommender/stacked.model';

/** What the models were trained with, and what the blend weighs its signals by. */
export function hyperparametersOf(parts: readonly ModelPart[]): ModelRun['hyperparameters'] {
  const kept = parts.map(({ name, header }) => {
    const { params, usual } = header as {
      params?: Record<string, unknown>;
      usual?: StackedHeader['usual'];
    };
    return [name, params ?? usual?.importance] as const;
  });
  return Object.fromEntries(
    kept.flatMap(([name, values]) => (values === undefined ? [] : [[name, { ...values }]])),
  );
}

/** How the trainings of the parts went, where they tell. */
export function curvesOf(parts: readonly ModelPart[]): ModelRun['curves'] {
  const kept = parts.map(({ name, header }) => [name, header.curve as number[] | undefined] as const);
  return Object.fromEntries(kept.filter(([, curve]) => curve !== undefined));
}
