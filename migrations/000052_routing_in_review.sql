-- Between `submitted` and an answer the operator says that it looks at it.
alter table routing.registration drop constraint registration_status_check;
alter table routing.registration add constraint registration_status_check
  check (status in ('not_started', 'submitted', 'in_review', 'approved', 'rejected', 'expired'));
-- Registrations end by themselves.
grant update on routing.registration to titian_worker;
create index registration_end on routing.registration (expires_at) where expires_at is not null and status = 'approved';
