import { Catalogue } from '#item-ranking';
import type { RowScores } from '#item-ranking';
import { TermSpace, VectorSpace } from '#content-space';
import type { ContentSpace, Weighed } from '#content-space';
import { explainKnown } from '#explain-known';
import type { Contribution, HistoryItem, Model, ModelPart, RecommendOptions, Scored } from '#model';
import { distanceOf } from '#sparse-level';

/** Stars below a person's own mean at which a film neither speaks for nor against what is like it. */
const NEUTRAL = 0.75;
/** How much a film below that counts against. */
const AGAINST = 0.5;

/**
 * Films like those a person liked: cosine between the movie and the person's profile, the sum of the rated films'
 * vectors, each weighed by max(d + 0.75, (d + 0.75) / 2) for a rating d stars above the own mean.
 */
export class ContentModel implements Model {
  readonly name: 'tfidf' | 'bert';
  readonly space: ContentSpace;
  private readonly catalogue: Catalogue;
  private readonly part: ModelPart;

  constructor(part: ModelPart) {
    this.name = part.name === 'bert' ? 'bert' : 'tfidf';
    this.part = part;
    this.space = part.name === 'bert' ? new VectorSpace(part) : new TermSpace(part);
    const { movieIds } = this.space;
    this.catalogue = new Catalogue({ movieIds, counts: new Int32Array(movieIds.length), mean: 3.5 });
  }

  get movieIds(): Int32Array {
    return this.space.movieIds;
  }

  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    const profile = this.profile(history);
    return profile.length === 0 ? [] : this.catalogue.best(this.scores(profile), history, options);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.catalogue.pick(this.scores(this.profile(history)), movieIds);
  }

  /** By shared term (`tfidf`) or by past rating (`bert`). */
  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const profile = this.profile(history);
    return explainKnown(
      movieIds,
      this.catalogue,
      (rows) =>
        this.space
          .terms?.(profile, rows)
          .map((terms) => terms.map(({ label, value }) => ({ kind: 'feature', label, value }))) ??
        rows.map((row) =>
          profile.map(({ row: past, weight, movieId }) => {
            const value = weight * this.space.likeness(past, row);
            return { kind: 'rating', movieId, value };
          }),
        ),
    );
  }

  /** Whether a movie is in the space. */
  knows(movieId: number): boolean {
    return this.catalogue.row(movieId) !== undefined;
  }

  /** The nearest by cosine, best first; none for a movie that the space lacks. */
  similar(movieId: number, options: RecommendOptions): Scored[] {
    const row = this.catalogue.row(movieId);
    if (row === undefined) return [];
    return this.catalogue.best(this.scores([{ row, weight: 1 }]), [{ movieId, rating: 0, time: 0 }], options);
  }

  /** Cosine of two movies; undefined where the space lacks one. */
  likeness(left: number, right: number): number | undefined {
    const [a, b] = [this.catalogue.row(left), this.catalogue.row(right)];
    return a === undefined || b === undefined ? undefined : this.space.likeness(a, b);
  }

  save(): ModelPart {
    return this.part;
  }

  /** What the history points at in a space of vectors: a direction for nearest neighbours; undefined where there is none. */
  direction(history: readonly HistoryItem[]): Float32Array | undefined {
    const profile = this.profile(history);
    return profile.length === 0 ? undefined : this.space.direction?.(profile);
  }

  private scores(profile: readonly Weighed[]): RowScores {
    return {
      all: () => this.space.scoreAll(profile),
      of: (rows) => this.space.scoreRows(profile, rows),
    };
  }

  /** Weights scaled so that their absolute values add up to 1. */
  private profile(history: readonly HistoryItem[]): (Weighed & { readonly movieId: number })[] {
    const weighed = this.catalogue.entries(history).map(({ row, level, movieId }) => {
      const distance = distanceOf(level) + NEUTRAL;
      return { row, movieId, weight: distance > 0 ? distance : distance * AGAINST };
    });
    const total = weighed.reduce((sum, { weight }) => sum + Math.abs(weight), 0) || 1;
    return weighed.map((entry) => ({ ...entry, weight: entry.weight / total }));
  }
}
