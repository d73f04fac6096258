import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ratings given in a login: `rate_movie` and `rate_movies`, which answer `no session` for what was given in a login that has
 * ended, is not the person's, or is of a disabled account. Whoever rates need not ask for the login first and wait for that.
 *
 * `session` is null when somebody has asked already.
 */
export class RateInSession1796040000000 implements MigrationInterface {
  readonly name = 'RateInSession1796040000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION rate_in_session(
      session uuid, person integer, movie integer, halves smallint, given_at timestamp with time zone, change text, cause jsonb
    ) RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
  IF session IS NOT NULL AND NOT EXISTS (
    SELECT FROM session_families f JOIN users u ON u.id = f.user_id
    WHERE f.id = session AND u.id = person AND f.expires_at > now() AND NOT u.disabled
  ) THEN RETURN 'no session'; END IF;
  RETURN rate_movie(person, movie, halves, given_at, change, cause);
END $body$`);
    await runner.query(`CREATE FUNCTION rate_in_sessions(
      sessions uuid[], persons integer[], films integer[], stars smallint[], times timestamp with time zone[], changes text[],
      cause jsonb
    ) RETURNS text[] LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
DECLARE
  standing integer[];
  outcomes text[];
BEGIN
  standing := ARRAY(
    SELECT CASE WHEN g.session IS NULL OR u.id IS NOT NULL THEN g.person END
    FROM unnest(sessions, persons) WITH ORDINALITY AS g (session, person, n)
      LEFT JOIN session_families f ON f.id = g.session AND f.user_id = g.person AND f.expires_at > now()
      LEFT JOIN users u ON u.id = f.user_id AND NOT u.disabled
    ORDER BY g.n);
  -- Of nobody nothing is written.
  outcomes := rate_movies(standing, films, stars, times, changes, cause);
  IF array_position(standing, NULL) IS NULL THEN RETURN outcomes; END IF;
  RETURN ARRAY(
    SELECT CASE WHEN g.person IS NULL THEN 'no session' ELSE g.outcome END
    FROM unnest(standing, outcomes) WITH ORDINALITY AS g (person, outcome, n) ORDER BY g.n);
END $body$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION rate_in_session, rate_in_sessions');
  }
}
