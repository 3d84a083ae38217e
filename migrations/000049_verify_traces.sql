-- What the guard remembers of a place is read and written with every code, so it is text that PostgreSQL does not
-- have to take apart: a JSON list of [recent, score, at, sent, verified, tried, last, run, children, strikes,
-- struckAt] (guard/trace.ts). When the place was last blocked stands beside it, because only then is there a block
-- to look for.
alter table verify.trace add column struck_at bigint not null default 0;
alter table verify.trace alter column struck_at type bigint using (state ->> 'struckAt')::numeric::bigint;
alter table verify.trace alter column struck_at drop default;
alter table verify.trace alter column state type text using jsonb_build_array(
  state -> 'recent', state -> 'score', state -> 'base' -> 'at', state -> 'base' -> 'sent',
  state -> 'base' -> 'verified', state -> 'base' -> 'tried', state -> 'last', state -> 'run', state -> 'children',
  state -> 'strikes', state -> 'struckAt')::text;
