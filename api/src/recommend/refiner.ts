import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import type { Recommendation } from '@marquee/contract/recommendation';
import { refine } from '@marquee/recommender/refined';
import type { ChatPort, Refined } from '@marquee/recommender/refined';
import { Metrics } from '#health/metrics';
import { ENVIRONMENT } from '#infrastructure/tokens';
import { Catalogue } from '#recommend/catalogue';
import { chatCompletions } from '#recommend/chat-completions';
import { speaking } from '#recommend/taste';
import type { Taste } from '#recommend/taste';

export interface RefinedItems {
  readonly items: readonly Recommendation[];
  /** The language model was wanted, and gave no (good) answer. */
  readonly degraded: boolean;
}

/** The strategy `refined`: the list of `stacked`, its head reordered by a language model where one is set up. */
@Injectable()
export class Refiner {
  private readonly logger = new Logger('Refiner');
  private readonly chat: ChatPort | null;
  private readonly timeoutMs: number;

  constructor(
    @Inject(ENVIRONMENT) { LLM_URL, LLM_MODEL, LLM_API_KEY, LLM_TIMEOUT_MS }: Environment,
    private readonly catalogue: Catalogue,
    private readonly metrics: Metrics,
  ) {
    this.timeoutMs = LLM_TIMEOUT_MS;
    this.chat =
      LLM_URL === undefined
        ? null
        : chatCompletions({ url: LLM_URL, model: LLM_MODEL ?? 'default', apiKey: LLM_API_KEY });
  }

  /**
   * Never fails: without a good answer the order, and the source that each item names, are those of `stacked`.
   * @param items of `stacked`
   */
  async refine(items: readonly Recommendation[], taste: Taste): Promise<RefinedItems> {
    const scored = items.map((item) => ({ item, movieId: item.movie.id, score: item.score }));
    const { items: ordered, fallback } = await this.ordered(scored, speaking(taste));
    const degraded = fallback !== undefined && fallback !== 'not-asked';
    if (degraded) this.metrics.degraded('language-model');
    const named = ordered.map(({ item }): Recommendation =>
      fallback === undefined && item.source === 'stacked' ? { ...item, source: 'refined' } : item,
    );
    return { items: named, degraded };
  }

  private async ordered<Item extends { readonly movieId: number; readonly score: number }>(
    items: readonly Item[],
    history: Taste['history'],
  ): Promise<Refined<Item>> {
    if (this.chat === null) return { items, fallback: 'failed' };
    const refined = await refine(items, history, {
      chat: this.chat,
      titleOf: (movieId) => this.titleOf(movieId),
      timeoutMs: this.timeoutMs,
    });
    if (refined.fallback !== undefined && refined.fallback !== 'not-asked')
      this.logger.warn(`the language model did not order a list: ${refined.fallback}`);
    return refined;
  }

  private titleOf(movieId: number): string | undefined {
    const movie = this.catalogue.get(movieId);
    return movie && `${movie.title} (${String(movie.year ?? 'year unknown')})`;
  }
}
