import type { Experiment } from '@marquee/contract/experiment';
import type { Database } from '@marquee/data/database';
import type { Recommender } from '@marquee/recommender/recommender';
import { expect, it } from 'vitest';
import { RunningExperiment } from '#experiments/running-experiment';
import type { Recommenders } from '#recommend/recommenders';

const EXPERIMENT: Experiment = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Old against new',
  state: 'running',
  share: 1,
  a: { strategy: 'stacked', modelVersion: 'old' },
  b: { strategy: 'stacked', modelVersion: null },
  createdBy: 'ada@example.org',
  createdAt: '2026-11-30T00:00:00.000Z',
  startedAt: '2026-11-30T00:00:00.000Z',
  stoppedAt: null,
};

/** One experiment that runs until it is stopped, with a model that is loaded by hand. */
function aRunningExperiment() {
  let now: Experiment | undefined = EXPERIMENT;
  const loads: (() => void)[] = [];
  const model = {} as Recommender;
  const database = { experiments: { running: () => Promise.resolve(now) } };
  const recommenders = {
    live: () => ({ version: 'new', recommender: model }),
    load: () => new Promise<Recommender>((resolve) => loads.push(() => resolve(model))),
  };
  const running = new RunningExperiment(
    database as unknown as Database,
    recommenders as unknown as Recommenders,
  );
  return { loads, running, stop: () => (now = undefined) };
}
const aTurn = () => new Promise((resolve) => setImmediate(resolve));

it('loads the models of an experiment once, however often it looks meanwhile', async () => {
  const { loads, running } = aRunningExperiment();
  const looks = [running.look(), running.look(), running.look()];
  await aTurn();
  loads[0]!();
  await Promise.all(looks);
  expect(loads).toHaveLength(1);
  expect(running.of(1)).toMatchObject({ a: { model: { version: 'old' } }, b: { model: { version: 'new' } } });
});

it('does not begin an experiment that was stopped while its models were loaded', async () => {
  const { loads, running, stop } = aRunningExperiment();
  const first = running.look();
  await aTurn();
  stop();
  const second = running.look();
  await aTurn();
  loads[0]!();
  await Promise.all([first, second]);
  expect(running.of(1)).toBeNull();
});
