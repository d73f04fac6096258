import { Form, useSearchParams } from 'react-router';
import type { Route } from './+types/models.ts';
import type { AdminUser, Comparison, List, ModelRun } from '#admin/admin-types.ts';
import { CompareModels } from '#admin/compare-models.tsx';
import { chosenMetric } from '#admin/metrics.ts';
import { MetricsChart } from '#admin/metrics-chart.tsx';
import { GateReports } from '#admin/gate-reports.tsx';
import { ModelError } from '#admin/model-error.tsx';
import { ModelHistory } from '#admin/model-history.tsx';
import { ModelsTable } from '#admin/models-table.tsx';
import { cardOf } from '#parts/card-movie.ts';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { Head } from '#parts/head.tsx';
import { ApiProblem } from '#server/api.server.ts';
import { attempt, textOf } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(async ({ request }: Route.LoaderArgs, { api }) => {
  const params = new URL(request.url).searchParams;
  const [left, right, user] = [params.get('left'), params.get('right'), params.get('user')];
  const [models, people, comparison] = await Promise.all([
    api.get<List<ModelRun>>('/v1/admin/models'),
    api.get<List<AdminUser>>('/v1/admin/users', { limit: 50 }).catch(() => ({ items: [] })),
    left && right && user
      ? api
          .get<Comparison>('/v1/admin/models/compare', { left, right, user, limit: 12 })
          .catch((error: unknown) =>
            error instanceof ApiProblem && error.status === 404 ? 'gone' : 'unavailable',
          )
      : null,
  ]);
  const listOf = (side: Comparison['left']) => ({
    version: side.version,
    items: side.items.map(({ movie }) => cardOf(movie)),
  });
  return {
    models: models.items,
    people: people.items.map(({ id, name, email }) => ({ id, name: email || name })),
    asked: { left, right, user },
    comparison:
      comparison === null || typeof comparison === 'string'
        ? comparison
        : {
            left: listOf(comparison.left),
            right: listOf(comparison.right),
            overlap: comparison.overlap,
          },
  };
});

export const action = admins(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  return await attempt(form, async (): Promise<FormOutcome> => {
    const [version, from] = [textOf(form, 'version'), encodeURIComponent(textOf(form, 'from'))];
    await api.send(
      'POST',
      version === ''
        ? `/v1/admin/models/roll-back?from=${from}`
        : `/v1/admin/models/${encodeURIComponent(version)}/promote`,
    );
    return { ok: true };
  });
});

export default function ModelsPage({ loaderData, actionData }: Route.ComponentProps) {
  const t = useStrings();
  const { models, people, asked, comparison } = loaderData;
  const [params] = useSearchParams();
  const metric = chosenMetric(models, params);
  const live = models.find(({ state }) => state === 'live');
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.models')} · Marquee`}</title>
      </Head>
      <h1>{t('admin.models')}</h1>
      <ModelError outcome={actionData} />
      {actionData?.ok && (
        <p className="notice good" role="status">
          {t('admin.done')}
        </p>
      )}
      {models.length === 0 ? <p className="soft">{t('models.none')}</p> : <MetricsChart models={models} />}
      {metric && <ModelHistory models={models} metric={metric} />}
      <GateReports models={models} />
      <ModelsTable models={models} />
      {live && models.some(({ state }) => state === 'retired') && (
        <Form method="post">
          <input type="hidden" name="from" value={live.version} />
          <button className="button second">{t('models.rollBack')}</button>
        </Form>
      )}
      {models.length > 1 && (
        <CompareModels models={models} people={people} asked={asked} comparison={comparison} />
      )}
    </div>
  );
}
