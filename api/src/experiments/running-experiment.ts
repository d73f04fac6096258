import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Experiment, ExperimentSide } from '@marquee/contract/experiment';
import type { Strategy } from '@marquee/contract/recommendation';
import type { Database } from '@marquee/data/database';
import type { Recommender } from '@marquee/recommender/recommender';
import { DATABASE } from '#infrastructure/tokens';
import { OneLook } from '#recommend/one-look';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';

/** Started or stopped by another process, an experiment is noticed this late. */
const LOOK_EVERY_MS = 2000;
/** A model that could not be loaded is tried again after this time. */
const AGAIN_AFTER_MS = 60_000;
const NAME_LENGTH = 8;

/** One side of an experiment, ready to answer. */
export interface Side {
  readonly strategy: Strategy;
  readonly model: LiveModel;
}

/** An experiment as one request sees it from its start to its end. */
export interface Running {
  readonly id: string;
  /** Sets its answers apart from all others in a cache. */
  readonly key: string;
  readonly a: Side;
  readonly b: Side;
}

/** The experiment that runs now, with its models in memory, and who takes part. */
@Injectable()
export class RunningExperiment implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('RunningExperiment');
  private experiment: Experiment | null = null;
  /** Models that need not be live, by version. */
  private models: ReadonlyMap<string, Recommender> = new Map();
  private readonly looking = new OneLook(() => this.takeUp());
  private failed: { readonly id: string; readonly at: number } | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly recommenders: Recommenders,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    void this.look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The experiment that this person takes part in, or null. */
  of(userId: number): Running | null {
    const { experiment } = this;
    if (experiment === null || place(experiment.id, userId) >= experiment.share) return null;
    const [a, b] = [this.side(experiment.a), this.side(experiment.b)];
    // Without a model both sides would show the same.
    if (a === null || b === null) return null;
    return { id: experiment.id, key: `:x${experiment.id.slice(0, NAME_LENGTH)}`, a, b };
  }

  /** Takes up what runs now. */
  async look(): Promise<void> {
    await this.looking.ask();
  }

  private async takeUp(): Promise<void> {
    try {
      const now = (await this.database.experiments.running()) ?? null;
      if (now?.id === this.experiment?.id) return;
      this.experiment = null;
      this.models = new Map();
      if (now !== null && !this.hasFailed(now)) await this.load(now);
    } catch {
      // While Postgres is away nobody is answered anyway.
    }
  }

  private async load(experiment: Experiment): Promise<void> {
    const versions = [experiment.a, experiment.b].flatMap(({ modelVersion }) => modelVersion ?? []);
    try {
      const loaded = versions.map(
        async (version) => [version, await this.recommenders.load(version)] as const,
      );
      this.models = new Map(await Promise.all(loaded));
      this.experiment = experiment;
      this.logger.log(`experiment "${experiment.name}" runs`);
    } catch (error) {
      this.failed = { id: experiment.id, at: Date.now() };
      this.logger.warn(`experiment "${experiment.name}" cannot run: ${String(error)}`);
    }
  }

  private hasFailed({ id }: Experiment): boolean {
    return this.failed?.id === id && Date.now() - this.failed.at < AGAIN_AFTER_MS;
  }

  private side({ strategy, modelVersion }: ExperimentSide): Side | null {
    if (modelVersion === null) {
      const live = this.recommenders.live();
      return live && { strategy, model: live };
    }
    const recommender = this.models.get(modelVersion);
    return recommender === undefined ? null : { strategy, model: { version: modelVersion, recommender } };
  }
}

/** A person's place in an experiment, 0 to 1: the same in every process and at any time, another in each experiment. */
export function place(experimentId: string, userId: number): number {
  const hash = createHash('sha256')
    .update(`${experimentId}:${String(userId)}`)
    .digest();
  return hash.readUInt32BE(0) / 2 ** 32;
}
