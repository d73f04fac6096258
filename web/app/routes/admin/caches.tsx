import { JOB_NAMES, queueName } from '@marquee/contract/jobs';
import type { Route } from './+types/caches.ts';
import type { Caches, JobRun, List } from '#admin/admin-types.ts';
import { BarTable } from '#admin/bar-table.tsx';
import { Figures } from '#admin/figures.tsx';
import { LineChart } from '#admin/line-chart.tsx';
import { sizeText } from '#admin/size.ts';
import { Head } from '#parts/head.tsx';
import { moment, number, percent } from '#parts/names.ts';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';

const REFRESHES = 30;

export const loader = admins(async (_: Route.LoaderArgs, { api }) => {
  const [caches, runs] = await Promise.all([
    api.get<Caches>('/v1/admin/caches'),
    api
      .get<List<JobRun>>('/v1/admin/jobs', { name: 'refresh-cache', limit: REFRESHES })
      .catch(() => ({ items: [] })),
  ]);
  const refreshes = runs.items.flatMap(({ endedAt, result }) => {
    const [before, after, people] = ['answersBefore', 'answersAfter', 'people'].map((name) => result?.[name]);
    return endedAt && typeof before === 'number' && typeof after === 'number' && typeof people === 'number'
      ? [{ at: endedAt, before, after, people }]
      : [];
  });
  const kinds = caches.kinds.map((kind) => ({
    ...kind,
    job: JOB_NAMES.find((name) => queueName(name) === kind.name),
  }));
  return { caches, kinds, refreshes: refreshes.reverse() };
});

export default function CachesPage({ loaderData: { caches, kinds, refreshes } }: Route.ComponentProps) {
  const t = useStrings();
  const { answers } = caches;
  const asked = answers.hits + answers.misses;
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.cachesPage')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('admin.cachesPage')}</h1>
        <p className="soft">{t('caches.text')}</p>
      </header>
      {!caches.up && <p className="notice bad">{t('caches.down')}</p>}
      <Figures
        label={t('admin.counts')}
        figures={[
          {
            name: t('caches.rate'),
            text: percent(t, asked === 0 ? null : answers.hits / asked),
            note: t('caches.rateNote', { hits: number(t, answers.hits), all: number(t, asked) }),
          },
          { name: t('caches.redisRate'), text: percent(t, caches.hitRate) },
          { name: t('caches.keys'), text: number(t, caches.keys) },
          { name: t('caches.memory'), text: sizeText(t, caches.memoryBytes) },
        ]}
      />
      {kinds.length > 0 && (
        <section className="panel" aria-labelledby="key-kinds">
          <h2 id="key-kinds">{t('caches.kinds')}</h2>
          <BarTable
            labelledBy="key-kinds"
            heads={[t('caches.kind'), t('caches.count')]}
            rows={kinds.map(({ name, keys, job }) => ({
              name: job ? t('caches.queueOf', { job: t(`job.${job}`) }) : kindText(t, name),
              value: keys,
              text: number(t, keys),
            }))}
          />
        </section>
      )}
      <section className="panel" aria-labelledby="refreshes">
        <h2 id="refreshes">{t('caches.refreshes')}</h2>
        {refreshes.length === 0 ? (
          <p className="soft">{t('caches.refreshesNone')}</p>
        ) : (
          <LineChart
            label={t('caches.refreshes')}
            xName={t('admin.when')}
            xs={refreshes.map(({ at }) => moment(t, at))}
            format={(value) => number(t, value)}
            series={(
              [
                ['caches.after', 'after'],
                ['caches.before', 'before'],
                ['caches.people', 'people'],
              ] as const
            ).map(([name, key]) => ({
              name: t(name),
              points: refreshes.map((one) => ({ value: one[key] })),
            }))}
          />
        )}
      </section>
    </div>
  );
}

const KINDS: readonly string[] = ['answer', 'shown', 'limit', 'cancelled'];

/** What keys of a kind are for; of a kind without words, its name. */
const kindText = (t: Translator, name: string): string =>
  KINDS.includes(name) ? t(`caches.kind.${name}` as StringKey) : name;
