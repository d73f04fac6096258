import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@marquee/contract/problem';
import type { Hidden, Hide, Preferences, Watchlist } from '@marquee/contract/taste';
import { preferencesSchema } from '@marquee/contract/taste';
import type { Database } from '@marquee/data/database';
import { wrongField } from '#http/wrong-field';
import { DATABASE } from '#infrastructure/tokens';

/** What a person likes, does not want to see, and wants to see; each change is noted in its own transaction. */
@Injectable()
export class TasteService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async preferences(userId: number): Promise<Preferences> {
    return await this.database.preferences.get(userId);
  }

  async putPreferences(userId: number, preferences: Preferences): Promise<Preferences> {
    await this.database.transaction(async (repositories) => {
      await repositories.preferences.put(userId, preferences);
      await repositories.users.noteChange(userId, { code: 'preferences' });
    });
    return preferences;
  }

  /** A rated film that does not speak for one's taste (any more): its rating stays, its influence goes. */
  async setReason(userId: number, movieId: number, counts: boolean): Promise<Preferences> {
    return await this.database.transaction(async (repositories) => {
      const [movie] = await repositories.movies.byIds([movieId]);
      if (movie === undefined) throw new ProblemError('movie-not-found');
      const present = await repositories.preferences.get(userId);
      const others = present.notReasons.filter((id) => id !== movieId);
      const next = preferencesSchema.parse({
        ...present,
        notReasons: counts ? others : [...others, movieId],
      });
      await repositories.preferences.put(userId, next);
      await repositories.users.noteChange(userId, {
        code: counts ? 'unstruck' : 'struck',
        subject: movie.title,
      });
      return next;
    });
  }

  async hidden(userId: number): Promise<Hidden[]> {
    return await this.database.hidden.list(userId);
  }

  /** @throws ProblemError `movie-not-found`, `invalid-input` when the value does not fit the scope. */
  async hide(userId: number, hide: Hide): Promise<Hidden> {
    if ((hide.scope === 'movie') !== (typeof hide.value === 'number')) {
      const message = hide.scope === 'movie' ? 'must be the id of a movie' : 'must be a name';
      throw wrongField('value', message);
    }
    return await this.database.transaction(async (repositories) => {
      const [movie] = typeof hide.value === 'number' ? await repositories.movies.byIds([hide.value]) : [];
      if (hide.scope === 'movie' && movie === undefined) throw new ProblemError('movie-not-found');
      const hidden = await repositories.hidden.add(userId, hide);
      await repositories.users.noteChange(userId, {
        code: 'hid',
        subject: movie?.title ?? String(hide.value),
      });
      return hidden;
    });
  }

  async unhide(userId: number, id: string): Promise<void> {
    await this.database.transaction(async (repositories) => {
      if (!(await repositories.hidden.remove(userId, id)))
        throw new ProblemError('not-found', 'Nothing is hidden under this id.');
      await repositories.users.noteChange(userId, { code: 'showed-again' });
    });
  }

  async watchlist(userId: number): Promise<Watchlist> {
    const rows = await this.database.watchlist.list(userId);
    return { items: rows.map(({ addedAt, ...movie }) => ({ movie, addedAt: addedAt.toISOString() })) };
  }

  /** @throws ProblemError `movie-not-found` */
  async watch(userId: number, movieId: number): Promise<void> {
    const added = await this.database.watchlist.add(userId, movieId);
    if (!added && !(await this.database.movies.known([movieId])).has(movieId))
      throw new ProblemError('movie-not-found');
  }

  async unwatch(userId: number, movieId: number): Promise<void> {
    await this.database.watchlist.remove(userId, movieId);
  }
}
