import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';

const PAGE = 200;

/** A person's data, for them to take along. */
@Injectable()
export class ExportService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async everything(userId: number): Promise<Record<string, unknown>> {
    const [user, ratings, preferences, hidden, keys, watchlist, events, lists] = await Promise.all([
      this.database.users.findById(userId),
      this.ratings(userId),
      this.database.preferences.get(userId),
      this.database.hidden.list(userId),
      this.database.apiKeys.list(userId),
      this.database.watchlist.idsOf(userId),
      this.database.events.ofUser(userId),
      this.database.interleavings.ofUser(userId),
    ]);
    return {
      profile: { id: user?.publicId, email: user?.email, name: user?.name, createdAt: user?.createdAt },
      ratings,
      preferences,
      hidden,
      apiKeys: keys,
      watchlist,
      events: events.map(({ userId: _user, ...event }) => event),
      experimentLists: lists,
    };
  }

  /** `movieId,title,year,rating,ratedAt`, a form that the import takes again. */
  async ratingsCsv(userId: number): Promise<string> {
    const rows = await this.ratings(userId);
    const lines = rows.map(({ movieId, title, year, rating, ratedAt }) =>
      [String(movieId), quoted(title), String(year ?? ''), String(rating), ratedAt].join(','),
    );
    return ['movieId,title,year,rating,ratedAt', ...lines, ''].join('\n');
  }

  private async ratings(userId: number) {
    const rows: { movieId: number; title: string; year: number | null; rating: number; ratedAt: string }[] =
      [];
    let cursor: string | undefined;
    do {
      const page = await this.database.ratings.list(userId, { sort: 'ratedAt', limit: PAGE, cursor });
      for (const { movieId, movie, rating, ratedAt } of page.items) {
        rows.push({ movieId, title: movie.title, year: movie.year, rating, ratedAt });
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return rows;
  }
}

/** A field that a spreadsheet would run as a formula gets an apostrophe in front. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
