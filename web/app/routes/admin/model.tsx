import { Form, Link } from 'react-router';
import type { Route } from './+types/model.ts';
import type { ModelRun } from '#admin/admin-types.ts';
import { GateReports } from '#admin/gate-reports.tsx';
import { MetricsChart } from '#admin/metrics-chart.tsx';
import { ModelError } from '#admin/model-error.tsx';
import { ModelFacts, ModelFigures, ModelParameters } from '#admin/model-facts.tsx';
import { ModelOverlap } from '#admin/model-overlap.tsx';
import { ModelState } from '#admin/models-table.tsx';
import { TrainingCurves } from '#admin/training-curves.tsx';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { Head } from '#parts/head.tsx';
import { attempt } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

const pathOf = (version: string): string => `/v1/admin/models/${encodeURIComponent(version)}`;

export const loader = admins(async ({ params }: Route.LoaderArgs, { api }) => {
  const model = await api.get<ModelRun>(pathOf(params.version));
  const compared = model.gate?.against ?? model.overlap?.against;
  const against = compared ? await api.get<ModelRun>(pathOf(compared)).catch(() => null) : null;
  return { model, against };
});

export const action = admins(async ({ params, request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  return await attempt(form, async (): Promise<FormOutcome> => {
    await api.send('POST', `${pathOf(params.version)}/promote`);
    return { ok: true };
  });
});

export default function ModelPage({ loaderData: { model, against }, actionData }: Route.ComponentProps) {
  const t = useStrings();
  const title = t('model.title', { version: model.version });
  return (
    <div className="page">
      <Head>
        <title>{`${title} · Marquee`}</title>
      </Head>
      <p>
        <Link to="/admin/models">{t('admin.models')}</Link>
      </p>
      <h1>{title}</h1>
      <ModelError outcome={actionData} />
      <div className="cluster">
        <ModelState state={model.state} />
        {model.state !== 'live' && (
          <Form method="post">
            <button className="button second">{t('models.promote')}</button>
          </Form>
        )}
      </div>
      <ModelFigures model={model} />
      <TrainingCurves model={model} against={against} />
      <GateReports models={[model]} />
      <MetricsChart models={against ? [model, against] : [model]} />
      <div className="panels">
        <ModelOverlap overlap={model.overlap} />
        <ModelFacts model={model} />
      </div>
      <ModelParameters hyperparameters={model.hyperparameters} />
    </div>
  );
}
