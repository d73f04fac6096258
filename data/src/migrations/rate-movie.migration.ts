import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rating in one round trip. As statements of their own its eight steps cost five times as much: most of it was asking,
 * parsing and planning, which Postgres does once for a function. The steps and their order are those of saveRatings; the
 * popularity is popularitySql, and a test holds the two together.
 */
export class RateMovie1796020000000 implements MigrationInterface {
  readonly name = 'RateMovie1796020000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION rate_movie(
      person integer, movie integer, halves smallint, given_at timestamp with time zone, change text, cause jsonb
    ) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
  movie_title text;
  former smallint;
  added integer;
  difference integer;
  overall real;
  most integer;
BEGIN
  LOCK TABLE ratings IN ROW EXCLUSIVE MODE;
  SELECT title INTO movie_title FROM movies WHERE id = movie;
  IF NOT FOUND THEN RETURN 'no movie'; END IF;
  UPDATE users SET revision = revision + 1, last_change = format(change, movie_title),
    last_cause = jsonb_set(cause, '{subject}', to_jsonb(movie_title)) WHERE id = person;
  IF NOT FOUND THEN RETURN 'no person'; END IF;
  SELECT half_stars INTO former FROM ratings WHERE user_id = person AND movie_id = movie;
  IF former = halves THEN RETURN 'unchanged'; END IF;
  INSERT INTO ratings (user_id, movie_id, half_stars, rated_at) VALUES (person, movie, halves, given_at)
    ON CONFLICT (user_id, movie_id) DO UPDATE SET half_stars = excluded.half_stars, rated_at = excluded.rated_at;
  added := (former IS NULL)::integer;
  difference := halves - coalesce(former, 0);
  SELECT rating_mean, most_ratings INTO overall, most FROM rating_statistics;
  UPDATE movies SET rating_count = rating_count + added, half_star_sum = half_star_sum + difference,
    popularity = (((half_star_sum + difference + vote_count * 2.0 * coalesce(vote_mean, 0)) / 2.0
        + 10 * coalesce(overall, 3.5)) / (rating_count + added + vote_count + 10) - 0.5) / 4.5
      * ln(1 + (rating_count + added + vote_count)::float8)
      / ln(1 + greatest(coalesce(most, 1), rating_count + added + vote_count, 1)::float8)
    WHERE id = movie;
  RETURN 'saved';
END $body$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION rate_movie');
  }
}
