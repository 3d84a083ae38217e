-- What was said on the wire is stored once and read whole: as text that is JSON it costs half of what jsonb does.
alter table messages.status_event alter column trace type json using trace::json;
