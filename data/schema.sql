-- Generated from the migrations by: npm test -- medium data/src/schema -- -u

CREATE TABLE api_keys (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id integer NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  last_used_at timestamp with time zone,
  CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash)
);
CREATE INDEX api_keys_user ON public.api_keys USING btree (user_id);

CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  user_id integer,
  who text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT audit_log_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  CONSTRAINT audit_log_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_log_user ON public.audit_log USING btree (user_id);

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL,
  user_id integer,
  movie_id integer NOT NULL,
  position smallint,
  kind text NOT NULL,
  list_id text,
  surface text,
  CONSTRAINT events_kind_check CHECK ((kind = ANY (ARRAY['impression'::text, 'click'::text, 'hide'::text]))),
  CONSTRAINT events_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT events_pkey PRIMARY KEY (at, id)
);
CREATE INDEX events_list ON public.events USING btree (list_id) WHERE (list_id IS NOT NULL);
CREATE INDEX events_user ON public.events USING btree (user_id);

CREATE TABLE experiments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  share double precision NOT NULL,
  a jsonb NOT NULL,
  b jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  started_at timestamp with time zone,
  stopped_at timestamp with time zone,
  CONSTRAINT experiments_share_check CHECK (((share > (0)::double precision) AND (share <= (1)::double precision))),
  CONSTRAINT experiments_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'stopped'::text]))),
  CONSTRAINT experiments_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX experiments_one_running ON public.experiments USING btree (state) WHERE (state = 'running'::text);

CREATE TABLE hidden (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id integer NOT NULL,
  scope text NOT NULL,
  value text NOT NULL,
  until timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT hidden_scope_check CHECK ((scope = ANY (ARRAY['movie'::text, 'person'::text, 'genre'::text]))),
  CONSTRAINT hidden_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT hidden_pkey PRIMARY KEY (id),
  CONSTRAINT hidden_once UNIQUE (user_id, scope, value)
);

CREATE TABLE import_reports (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  source text NOT NULL,
  report jsonb NOT NULL,
  CONSTRAINT import_reports_pkey PRIMARY KEY (id)
);

CREATE TABLE interleavings (
  list_id text NOT NULL,
  experiment_id uuid NOT NULL,
  user_id integer NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  replayable boolean NOT NULL,
  movies integer[] NOT NULL,
  teams text NOT NULL,
  wanted_a integer[] NOT NULL,
  wanted_b integer[] NOT NULL,
  CONSTRAINT interleavings_one_team_a_movie CHECK ((length(teams) = cardinality(movies))),
  CONSTRAINT interleavings_experiment_id_fkey FOREIGN KEY (experiment_id) REFERENCES experiments(id) ON DELETE CASCADE,
  CONSTRAINT interleavings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT interleavings_pkey PRIMARY KEY (list_id)
);
CREATE INDEX interleavings_experiment ON public.interleavings USING btree (experiment_id, at);
CREATE INDEX interleavings_user ON public.interleavings USING btree (user_id);

CREATE TABLE job_logs (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  run_id text NOT NULL,
  at timestamp with time zone NOT NULL,
  level text NOT NULL,
  text text NOT NULL,
  CONSTRAINT job_logs_level_check CHECK ((level = ANY (ARRAY['info'::text, 'warn'::text, 'error'::text]))),
  CONSTRAINT job_logs_run_id_fkey FOREIGN KEY (run_id) REFERENCES job_runs(id) ON DELETE CASCADE,
  CONSTRAINT job_logs_pkey PRIMARY KEY (id)
);
CREATE INDEX job_logs_run ON public.job_logs USING btree (run_id, id);

CREATE TABLE job_runs (
  id text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  progress real NOT NULL DEFAULT 0,
  step text NOT NULL DEFAULT ''::text,
  queued_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  requested_by text,
  payload jsonb NOT NULL,
  result jsonb,
  error text,
  attempts integer NOT NULL DEFAULT 0,
  CONSTRAINT job_runs_pkey PRIMARY KEY (id)
);
CREATE INDEX job_runs_queued ON public.job_runs USING btree (queued_at DESC);

CREATE TABLE model_files (
  version text NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT model_files_pkey PRIMARY KEY (version, part)
);

CREATE TABLE model_runs (
  version text NOT NULL,
  state text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  promoted_at timestamp with time zone,
  duration_seconds double precision NOT NULL,
  bytes bigint NOT NULL,
  seed integer NOT NULL,
  requested_by text,
  reason text NOT NULL,
  data jsonb NOT NULL,
  hyperparameters jsonb NOT NULL,
  metrics jsonb NOT NULL,
  gate jsonb,
  peak_memory_bytes bigint,
  curves jsonb NOT NULL DEFAULT '{}'::jsonb,
  overlap jsonb,
  CONSTRAINT model_runs_state_check CHECK ((state = ANY (ARRAY['candidate'::text, 'live'::text, 'retired'::text, 'refused'::text]))),
  CONSTRAINT model_runs_pkey PRIMARY KEY (version)
);
CREATE UNIQUE INDEX model_runs_one_live ON public.model_runs USING btree (state) WHERE (state = 'live'::text);

CREATE TABLE movie_vectors (
  movie_id integer NOT NULL,
  model text NOT NULL,
  text_hash text NOT NULL,
  vector bytea NOT NULL,
  CONSTRAINT movie_vectors_movie_id_fkey FOREIGN KEY (movie_id) REFERENCES movies(id) ON DELETE CASCADE,
  CONSTRAINT movie_vectors_pkey PRIMARY KEY (movie_id, model)
);

CREATE TABLE movies (
  id integer NOT NULL,
  source text NOT NULL,
  title text NOT NULL,
  original_title text,
  aliases text[] NOT NULL DEFAULT '{}'::text[],
  folded_titles text[] NOT NULL DEFAULT '{}'::text[],
  year smallint,
  runtime smallint,
  genres text[] NOT NULL DEFAULT '{}'::text[],
  languages text[] NOT NULL DEFAULT '{}'::text[],
  countries text[] NOT NULL DEFAULT '{}'::text[],
  directors text[] NOT NULL DEFAULT '{}'::text[],
  actors text[] NOT NULL DEFAULT '{}'::text[],
  keywords text[] NOT NULL DEFAULT '{}'::text[],
  moods text[] NOT NULL DEFAULT '{}'::text[],
  overview text,
  tagline text,
  imdb_id text,
  tmdb_id integer,
  poster_path text,
  rating_count integer NOT NULL DEFAULT 0,
  half_star_sum bigint NOT NULL DEFAULT 0,
  popularity real NOT NULL DEFAULT 0,
  link_checked_at timestamp with time zone,
  link_valid boolean,
  enriched_at timestamp with time zone,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  vote_count integer NOT NULL DEFAULT 0,
  vote_mean real,
  CONSTRAINT movies_pkey PRIMARY KEY (id)
);
CREATE INDEX movies_folded_titles ON public.movies USING gin (folded_titles);
CREATE INDEX movies_imdb_id ON public.movies USING btree (imdb_id) WHERE (imdb_id IS NOT NULL);
CREATE INDEX movies_popularity ON public.movies USING btree (popularity DESC, id);
CREATE INDEX movies_tmdb_id ON public.movies USING btree (tmdb_id) WHERE (tmdb_id IS NOT NULL);

CREATE TABLE preferences (
  user_id integer NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT preferences_pkey PRIMARY KEY (user_id)
);

CREATE TABLE rating_statistics (
  only_row boolean NOT NULL DEFAULT true,
  rating_mean real NOT NULL,
  most_ratings integer NOT NULL,
  refreshed_at timestamp with time zone NOT NULL,
  CONSTRAINT rating_statistics_only_row_check CHECK (only_row),
  CONSTRAINT rating_statistics_pkey PRIMARY KEY (only_row)
);

CREATE TABLE ratings (
  rated_at timestamp with time zone NOT NULL,
  user_id integer NOT NULL,
  movie_id integer NOT NULL,
  half_stars smallint NOT NULL,
  CONSTRAINT ratings_half_stars_check CHECK (((half_stars >= 1) AND (half_stars <= 10))),
  CONSTRAINT ratings_pkey PRIMARY KEY (user_id, movie_id)
);
CREATE INDEX ratings_movie ON public.ratings USING btree (movie_id);

CREATE TABLE refresh_tokens (
  token_hash text NOT NULL,
  family_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  used_at timestamp with time zone,
  CONSTRAINT refresh_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES session_families(id) ON DELETE CASCADE,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX refresh_tokens_family ON public.refresh_tokens USING btree (family_id);

CREATE TABLE schedules (
  name text NOT NULL,
  cron text NOT NULL,
  time_zone text NOT NULL,
  enabled boolean NOT NULL,
  last_run_at timestamp with time zone,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schedules_pkey PRIMARY KEY (name)
);

CREATE TABLE search_log (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  user_id integer,
  query text NOT NULL,
  mode text NOT NULL,
  results integer NOT NULL,
  clicked_movie_id integer,
  CONSTRAINT search_log_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT search_log_pkey PRIMARY KEY (id)
);
CREATE INDEX search_log_at ON public.search_log USING btree (at);
CREATE INDEX search_log_user ON public.search_log USING btree (user_id);

CREATE TABLE session_families (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id integer NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT session_families_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT session_families_pkey PRIMARY KEY (id)
);
CREATE INDEX session_families_user ON public.session_families USING btree (user_id);

CREATE TABLE stray_ratings (
  user_id integer NOT NULL,
  source text NOT NULL,
  movie_id integer NOT NULL,
  title text NOT NULL,
  folded_titles text[] NOT NULL,
  year smallint,
  imdb_id text,
  tmdb_id integer,
  half_stars smallint NOT NULL,
  rated_at timestamp with time zone NOT NULL,
  CONSTRAINT stray_ratings_half_stars_check CHECK (((half_stars >= 1) AND (half_stars <= 10))),
  CONSTRAINT stray_ratings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT stray_ratings_pkey PRIMARY KEY (user_id, source, movie_id)
);

CREATE TABLE taste_map (
  only_row boolean NOT NULL DEFAULT true,
  version text NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  movies integer[] NOT NULL,
  xs integer[] NOT NULL,
  ys integer[] NOT NULL,
  clusters smallint[] NOT NULL,
  labels jsonb NOT NULL,
  CONSTRAINT taste_map_only_row_check CHECK (only_row),
  CONSTRAINT taste_map_pkey PRIMARY KEY (only_row)
);

CREATE TABLE users (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  public_id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  source text,
  external_id text,
  email text,
  name text NOT NULL,
  password_hash text,
  role text NOT NULL DEFAULT 'user'::text,
  disabled boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  last_seen_at timestamp with time zone,
  revision integer NOT NULL DEFAULT 0,
  last_change text,
  last_cause jsonb,
  CONSTRAINT users_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'imported'::text, 'generated'::text]))),
  CONSTRAINT users_login_check CHECK (((kind <> 'account'::text) OR ((email IS NOT NULL) AND (password_hash IS NOT NULL)))),
  CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['user'::text, 'admin'::text]))),
  CONSTRAINT users_source_check CHECK (((kind = 'account'::text) OR ((source IS NOT NULL) AND (external_id IS NOT NULL)))),
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email),
  CONSTRAINT users_external_key UNIQUE (source, external_id),
  CONSTRAINT users_public_id_key UNIQUE (public_id)
);
CREATE INDEX users_accounts ON public.users USING btree (id) WHERE (kind = 'account'::text);
CREATE INDEX users_disabled ON public.users USING btree (id) WHERE disabled;

CREATE TABLE watchlist (
  user_id integer NOT NULL,
  movie_id integer NOT NULL,
  added_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT watchlist_movie_id_fkey FOREIGN KEY (movie_id) REFERENCES movies(id) ON DELETE CASCADE,
  CONSTRAINT watchlist_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT watchlist_pkey PRIMARY KEY (user_id, movie_id)
);
CREATE INDEX watchlist_movie ON public.watchlist USING btree (movie_id);

CREATE OR REPLACE FUNCTION public.rate_in_session(session uuid, person integer, movie integer, halves smallint, given_at timestamp with time zone, change text, cause jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF session IS NOT NULL AND NOT EXISTS (
    SELECT FROM session_families f JOIN users u ON u.id = f.user_id
    WHERE f.id = session AND u.id = person AND f.expires_at > now() AND NOT u.disabled
  ) THEN RETURN 'no session'; END IF;
  RETURN rate_movie(person, movie, halves, given_at, change, cause);
END $function$;

CREATE OR REPLACE FUNCTION public.rate_in_sessions(sessions uuid[], persons integer[], films integer[], stars smallint[], times timestamp with time zone[], changes text[], cause jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.rate_movie(person integer, movie integer, halves smallint, given_at timestamp with time zone, change text, cause jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.rate_movies(persons integer[], films integer[], stars smallint[], times timestamp with time zone[], changes text[], cause jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  free_persons integer[];
  free_films integer[];
  overall real;
  most integer;
  outcomes text[];
BEGIN
  LOCK TABLE ratings IN ROW EXCLUSIVE MODE;
  free_persons := ARRAY(SELECT id FROM users WHERE id = ANY (persons) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED);
  free_films := ARRAY(SELECT id FROM movies WHERE id = ANY (films) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED);
  SELECT rating_mean, most_ratings INTO overall, most FROM rating_statistics;
  WITH given AS MATERIALIZED (
    SELECT g.*, m.title, r.half_stars AS former, CASE
        WHEN m.id IS NULL THEN 'no movie'
        WHEN u.id IS NULL THEN 'no person'
        WHEN NOT g.person = ANY (free_persons) OR NOT g.film = ANY (free_films) THEN 'busy'
        WHEN r.half_stars = g.halves THEN 'unchanged'
        ELSE 'saved' END AS outcome
    FROM unnest(persons, films, stars, times, changes) WITH ORDINALITY AS g (person, film, halves, at, change, n)
      LEFT JOIN movies m ON m.id = g.film
      LEFT JOIN users u ON u.id = g.person
      LEFT JOIN ratings r ON r.user_id = g.person AND r.movie_id = g.film
  ), noted AS (
    UPDATE users u SET revision = revision + 1, last_change = format(g.change, g.title),
      last_cause = cause || jsonb_build_object('subject', g.title, 'rating', (g.halves / 2.0)::real)
    FROM given g WHERE u.id = g.person AND g.outcome IN ('saved', 'unchanged')
  ), saved AS (
    INSERT INTO ratings (user_id, movie_id, half_stars, rated_at)
    SELECT person, film, halves, at FROM given WHERE outcome = 'saved'
    ON CONFLICT (user_id, movie_id) DO UPDATE SET half_stars = excluded.half_stars, rated_at = excluded.rated_at
  ), shifts AS (
    SELECT film, count(*) FILTER (WHERE former IS NULL) AS added, sum(halves - coalesce(former, 0)) AS difference
    FROM given WHERE outcome = 'saved' GROUP BY film
  ), counted AS (
    UPDATE movies m SET rating_count = rating_count + added, half_star_sum = half_star_sum + difference,
      popularity = (((half_star_sum + difference + vote_count * 2.0 * coalesce(vote_mean, 0)) / 2.0
          + 10 * coalesce(overall, 3.5)) / (rating_count + added + vote_count + 10) - 0.5) / 4.5
        * ln(1 + (rating_count + added + vote_count)::float8)
        / ln(1 + greatest(coalesce(most, 1), rating_count + added + vote_count, 1)::float8)
    FROM shifts WHERE m.id = film
  )
  SELECT array_agg(outcome ORDER BY n) INTO outcomes FROM given;
  RETURN outcomes;
END $function$;
