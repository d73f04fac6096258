import { Injectable } from '@nestjs/common';
import type { DegradedPart } from '@marquee/contract/filters';
import { Catalogue } from '#recommend/catalogue';
import type { CatalogueMovie } from '#recommend/catalogue';
import { eligible } from '#recommend/eligibility';
import type { Constraints } from '#recommend/eligibility';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import type { EligibleFilms } from '#recommend/films-worth-a-look';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';

export interface LikenessQuestion extends Constraints {
  readonly by: 'als' | 'item' | 'hybrid';
  readonly live: LiveModel;
  /** Films that are not wanted, the one itself aside. */
  readonly exclude: ReadonlySet<number>;
  readonly limit: number;
}

export interface AlikeFilms {
  /** Best first. */
  readonly found: readonly { readonly movie: CatalogueMovie; readonly score: number }[];
  readonly degraded: readonly DegradedPart[];
}

/** The films like one film, as a model sees them. */
@Injectable()
export class FilmsLikeOne {
  constructor(
    private readonly recommenders: Recommenders,
    private readonly catalogue: Catalogue,
    private readonly films: FilmsWorthALook,
  ) {}

  /** The model that is live at this moment. */
  live(): LiveModel | null {
    return this.recommenders.live();
  }

  async of(movieId: number, question: LikenessQuestion): Promise<AlikeFilms> {
    const { by, live, exclude, limit } = question;
    const { options, degraded } = await this.among(movieId, question);
    const found = live.recommender
      .similar(movieId, by, { limit, exclude, ...options })
      .flatMap(({ movieId: id, score }) => {
        const movie = this.catalogue.get(id);
        return movie === undefined ? [] : [{ movie, score }];
      });
    return { found, degraded };
  }

  private async among(
    film: number,
    { by, live, exclude, filters, hidden, preferences }: LikenessQuestion,
  ): Promise<Pick<EligibleFilms, 'options' | 'degraded'>> {
    // `item` goes over its own films in any case, of which there are never too many.
    if (this.films.areTooMany && by !== 'item') {
      const people = [{ hidden, preferences }];
      return await this.films.of({ people, by: { film }, live, filters, seen: exclude, ofKind: false });
    }
    const isWanted = eligible({ filters, hidden, preferences });
    const allowed = (movieId: number): boolean => {
      const movie = this.catalogue.get(movieId);
      return movie !== undefined && isWanted(movie);
    };
    return { options: { allowed }, degraded: [] };
  }
}
