import { Inject, Injectable } from '@nestjs/common';
import type { CreateExperiment, Experiment, ExperimentResult } from '@marquee/contract/experiment';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import type { DayCredit } from '@marquee/data/repositories/interleavings.repository';
import { interleaveResult } from '@marquee/recommender/interleave-result';
import { RunningExperiment } from '#experiments/running-experiment';
import { wrongField } from '#http/wrong-field';
import { DATABASE } from '#infrastructure/tokens';

/** Of the bootstrap, so that a page that is loaded again says the same. */
const SEED = 1;

/** Sets experiments up, starts and stops them, and sums them up. */
@Injectable()
export class ExperimentsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly running: RunningExperiment,
  ) {}

  async list(): Promise<Experiment[]> {
    return await this.database.experiments.list();
  }

  /** @throws ProblemError `not-found` */
  async one(id: string): Promise<Experiment> {
    const experiment = await this.database.experiments.get(id);
    if (experiment === undefined) throw new ProblemError('not-found', 'There is no such experiment.');
    return experiment;
  }

  /** @throws ProblemError `invalid-input` when both sides are the same, or a model's file is not kept. */
  async create(wanted: CreateExperiment, createdBy: string): Promise<Experiment> {
    const { a, b } = wanted;
    if (a.strategy === b.strategy && a.modelVersion === b.modelVersion)
      throw wrongField('b', 'must differ from a in strategy or model');
    const kept = new Set(await this.database.modelFiles.list());
    for (const [name, { modelVersion }] of Object.entries({ a, b }))
      if (modelVersion !== null && !kept.has(modelVersion))
        throw wrongField(`${name}.modelVersion`, 'is no model whose file is kept');
    return await this.database.experiments.create(wanted, createdBy);
  }

  /** @throws ProblemError `not-found`, or `conflict` when it has run already or another one runs. */
  async start(id: string): Promise<Experiment> {
    const { state } = await this.one(id);
    if (state !== 'draft')
      throw new ProblemError('conflict', `It has been started already (${state}); make a new experiment.`);
    const started = await this.database.experiments.start(id);
    if (started === undefined)
      throw new ProblemError('conflict', 'Another experiment runs; stop it first, or wait for its end.');
    await this.running.look();
    return started;
  }

  /** @throws ProblemError `not-found`, or `conflict` when it does not run. */
  async stop(id: string): Promise<Experiment> {
    const { state } = await this.one(id);
    const stopped = await this.database.experiments.stop(id);
    if (stopped === undefined) throw new ProblemError('conflict', `It does not run (${state}).`);
    await this.running.look();
    return stopped;
  }

  /** @throws ProblemError `not-found`, or `conflict` while it runs. */
  async remove(id: string): Promise<Experiment> {
    const experiment = await this.one(id);
    if (!(await this.database.experiments.remove(id)))
      throw new ProblemError('conflict', 'It runs; stop it first.');
    return experiment;
  }

  /** @throws ProblemError `not-found` */
  async result(id: string): Promise<ExperimentResult> {
    await this.one(id);
    const { interleavings } = this.database;
    const [credits, lists] = await Promise.all([interleavings.credits(id), interleavings.seenLists(id)]);
    const people = summed(credits, ({ userId }) => userId);
    const days = summed(credits, ({ day }) => day);
    return {
      lists,
      seen: bySide(credits, ({ seen }) => seen),
      clicks: bySide(credits, ({ clicks }) => clicks),
      likes: bySide(credits, ({ likes }) => likes),
      ...interleaveResult([...people.values()], { seed: SEED }),
      days: [...days].map(([day, sums]) => ({ day, ...sums })),
    };
  }
}

interface Choices {
  readonly a: number;
  readonly b: number;
}

/** Each side's choices by person, or by day. */
function summed<Key>(credits: readonly DayCredit[], keyOf: (credit: DayCredit) => Key): Map<Key, Choices> {
  const sums = new Map<Key, Choices>();
  for (const credit of credits) {
    const key = keyOf(credit);
    const before = sums.get(key) ?? { a: 0, b: 0 };
    sums.set(key, { ...before, [credit.team]: before[credit.team] + credit.clicks + credit.likes });
  }
  return sums;
}

const bySide = (credits: readonly DayCredit[], of: (credit: DayCredit) => number): Choices => {
  const sum = (side: 'a' | 'b') =>
    credits.filter(({ team }) => team === side).reduce((total, credit) => total + of(credit), 0);
  return { a: sum('a'), b: sum('b') };
};
