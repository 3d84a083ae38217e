-- A regular expression of PostgreSQL repeats 255 times at most.
alter table templates.template drop constraint template_slug_check;
alter table templates.template add constraint template_slug_check
  check (slug ~ '^[a-z0-9_]+$' and char_length(slug) <= 480);
