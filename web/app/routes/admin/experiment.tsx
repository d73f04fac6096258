import { comparedStrategy } from '@marquee/contract/experiment';
import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/experiment.ts';
import type { Experiment, ExperimentResult, Replay } from '#admin/admin-types.ts';
import { ExperimentHead } from '#admin/experiment-head.tsx';
import { ExperimentReplay } from '#admin/experiment-replay.tsx';
import { ExperimentResults } from '#admin/experiment-result.tsx';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError, Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { attempt, textOf } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

const pathOf = (id: string): string => `/v1/admin/experiments/${encodeURIComponent(id)}`;

export const loader = admins(async ({ params, request }: Route.LoaderArgs, { api }) => {
  const path = pathOf(params.id);
  const asked = new URL(request.url).searchParams.get('strategy');
  const [experiment, result, replay] = await Promise.all([
    api.get<Experiment>(path),
    api.get<ExperimentResult>(`${path}/result`),
    asked ? api.get<Replay>(`${path}/replay`, { strategy: asked }).catch(() => null) : null,
  ]);
  return { experiment, result, asked, replay, strategies: comparedStrategy.options };
});

export const action = admins(async ({ params, request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  const intent = textOf(form, 'intent');
  return await attempt<FormOutcome | Response>(form, async () => {
    if (intent === 'delete') {
      await api.send('DELETE', pathOf(params.id));
      return redirect('/admin/experiments');
    }
    if (intent === 'start' || intent === 'stop') await api.send('POST', `${pathOf(params.id)}/${intent}`);
    return { ok: true, intent };
  });
});

export default function ExperimentPage({ loaderData, actionData }: Route.ComponentProps) {
  const t = useStrings();
  const { experiment, result, asked, replay, strategies } = loaderData;
  const { name, state } = experiment;
  return (
    <div className="page">
      <Head>
        <title>{`${name} · Marquee`}</title>
      </Head>
      <p>
        <Link to="/admin/experiments">{t('admin.experiments')}</Link>
      </p>
      <h1>{name}</h1>
      <FormError outcome={actionData} />
      <div className="panel">
        <ExperimentHead experiment={experiment} />
        <Form method="post" className="cluster">
          {state === 'draft' && (
            <Submit name="intent" value="start">
              {t('experiments.start')}
            </Submit>
          )}
          {state === 'running' ? (
            <Submit name="intent" value="stop">
              {t('experiments.stop')}
            </Submit>
          ) : (
            <Submit className="button second" name="intent" value="delete">
              {t('experiments.delete')}
            </Submit>
          )}
        </Form>
      </div>
      {state !== 'draft' && (
        <>
          <ExperimentResults experiment={experiment} result={result} />
          <ExperimentReplay strategies={strategies} asked={asked} replay={replay} />
        </>
      )}
    </div>
  );
}
