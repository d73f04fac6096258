import { comparedStrategy } from '@marquee/contract/experiment';
import { Link, redirect } from 'react-router';
import type { Route } from './+types/experiments.ts';
import type { Experiment, List, ModelRun } from '#admin/admin-types.ts';
import { ExperimentForm } from '#admin/experiment-form.tsx';
import { ExperimentHead } from '#admin/experiment-head.tsx';
import { attempt, textOf } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';
import { Head } from '#parts/head.tsx';

const VERSIONS = 8;

export const loader = admins(async (_: Route.LoaderArgs, { api }) => {
  const [experiments, models] = await Promise.all([
    api.get<List<Experiment>>('/v1/admin/experiments'),
    api.get<List<ModelRun>>('/v1/admin/models').catch(() => ({ items: [] })),
  ]);
  return {
    experiments: experiments.items,
    strategies: comparedStrategy.options,
    versions: models.items.slice(0, VERSIONS).map(({ version }) => version),
  };
});

export const action = admins(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  const side = (name: string) => ({
    strategy: textOf(form, `${name}.strategy`),
    modelVersion: textOf(form, `${name}.modelVersion`) || null,
  });
  return await attempt(form, async () => {
    const { id } = await api.send<Experiment>('POST', '/v1/admin/experiments', {
      name: textOf(form, 'name'),
      share: Number(textOf(form, 'share')) / 100,
      a: side('a'),
      b: side('b'),
    });
    return redirect(`/admin/experiments/${id}`);
  });
});

export default function ExperimentsPage({ loaderData, actionData }: Route.ComponentProps) {
  const t = useStrings();
  const { experiments, strategies, versions } = loaderData;
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.experiments')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('admin.experiments')}</h1>
        <p className="soft">{t('experiments.text')}</p>
      </header>
      {experiments.length === 0 ? (
        <p className="soft">{t('experiments.none')}</p>
      ) : (
        <ul role="list" className="panels">
          {experiments.map((experiment) => (
            <li key={experiment.id} className="panel">
              <h2>
                <Link to={`/admin/experiments/${experiment.id}`}>{experiment.name}</Link>
              </h2>
              <ExperimentHead experiment={experiment} />
            </li>
          ))}
        </ul>
      )}
      <ExperimentForm strategies={strategies} versions={versions} outcome={actionData} />
    </div>
  );
}
