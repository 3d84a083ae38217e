-- Endpoints that other modules keep, whose deliveries look otherwise than Standard Webhooks say: they have no page of
-- their own, each delivery names its own address, and they are never switched off.
alter table webhooks.endpoint add column format text not null default 'standard' check (char_length(format) <= 20);
