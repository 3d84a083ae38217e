import { defineQuery } from '../../../platform/db.ts';

export const findIdempotencyKeys = defineQuery<
  [workspaceId: string, keys: readonly string[]],
  { readonly key: string; readonly fingerprint: Buffer; readonly status: number; readonly response: string }
>(
  'messages.find_idempotency_keys',
  `select key, fingerprint, status, response from messages.idempotency_key
   where workspace_id = $1 and key = any($2::text[])`,
);

/**
 * Another node may have stored a key since it was looked up: only those that come back were stored now.
 * In order, so that two nodes that store the same keys wait for each other instead of deadlocking.
 */
export const insertIdempotencyKeys = defineQuery<
  [
    workspaceId: string,
    keys: readonly string[],
    fingerprints: readonly Buffer[],
    statuses: readonly number[],
    responses: readonly string[],
  ],
  { readonly key: string }
>(
  'messages.insert_idempotency_keys',
  `insert into messages.idempotency_key (workspace_id, key, fingerprint, status, response)
   select $1, k.key, k.fingerprint, k.status, k.response
   from unnest($2::text[], $3::bytea[], $4::smallint[], $5::text[]) as k (key, fingerprint, status, response)
   order by k.key on conflict do nothing returning key`,
);

/**
 * Messages, their outbox rows and the counter in one statement: 5-7 µs of PostgreSQL per message in
 * batches of 500 and more, and one round trip. Arrays (`platform/pg-arrays.ts`) run in parallel, one element per message.
 */
export const insertMessages = defineQuery<
  [
    workspaceId: string,
    createdAt: Date,
    ids: Buffer,
    classes: Buffer,
    channelIds: Buffer,
    senders: Buffer,
    recipients: Buffer,
    operators: Buffer,
    bodies: Buffer,
    encodings: Buffer,
    segments: Buffer,
    priceAmounts: Buffer,
    priceCurrencies: Buffer,
    metadata: Buffer,
    actors: Buffer,
    sendAts: Buffer,
    expiresAts: Buffer,
    owners: Buffer,
    charges: Buffer,
    plans: Buffer,
    routes: Buffer,
  ]
>(
  'messages.insert_messages',
  `with m as materialized (
     select id, class, channel_id, sender, recipient, operator, body, encoding, segments, price_amount, price_currency,
       metadata::jsonb as metadata, actor, to_timestamp(send_at / 1000) as send_at,
       to_timestamp(expires_at / 1000) as expires_at, owner, charge, plan::jsonb as plan, route::jsonb as route
     from unnest($3::bigint[], $4::smallint[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::smallint[], $11::smallint[], $12::bigint[], $13::text[], $14::text[], $15::text[], $16::float8[],
       $17::float8[], $18::integer[], $19::smallint[], $20::text[], $21::text[])
     as u (id, class, channel_id, sender, recipient, operator, body, encoding, segments, price_amount,
       price_currency, metadata, actor, send_at, expires_at, owner, charge, plan, route)),
   stored as (
     insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, operator,
       body, encoding, segments, price_amount, price_currency, metadata, actor, send_at, expires_at, created_at, route)
     select $1, id, 0, class, channel_id, sender, recipient, recipient, operator, body, encoding, segments,
       price_amount, price_currency, metadata, actor, send_at, expires_at, $2, route from m),
   queued as (
     insert into messages.outbox (workspace_id, id, channel_id, lane, due, expires_at, owner, charge, plan)
     select $1, id, channel_id, class, coalesce(send_at, $2), expires_at, owner, charge, plan from m)
   insert into messages.count_delta (workspace_id, hour, status, messages, cost, currency)
   select $1, date_trunc('hour', $2::timestamptz), 0, count(*), coalesce(sum(price_amount), 0), coalesce(price_currency, 'IDR')
   from m group by price_currency`,
);

/**
 * The same for messages of one kind that this node sends from memory, as most are: what they have in common is sent once,
 * and one row instead of one in the outbox for each says who holds them. A third less for PostgreSQL.
 */
export const insertHandedOff = defineQuery<
  [
    workspaceId: string,
    createdAt: Date,
    ids: Buffer,
    recipients: Buffer,
    operators: Buffer,
    bodies: Buffer,
    encodings: Buffer,
    segments: Buffer,
    priceAmounts: Buffer,
    metadata: Buffer,
    messageClass: number,
    channelId: string,
    sender: string,
    priceCurrency: string | null,
    actor: string,
    expiresAt: Date,
    owner: number,
    charge: number,
    plan: string | null,
    route: string | null,
    cost: bigint,
  ]
>(
  'messages.insert_handed_off',
  `with handed as (
     insert into messages.hand_off (workspace_id, id, owner, channel_id, lane, due, expires_at, charge, plan, message_ids)
     values ($1, ($3::bigint[])[1], $17::integer, $12, $11, $2, $16, $18::smallint, $19::jsonb, $3)),
   counted as (
     insert into messages.count_delta (workspace_id, hour, status, messages, cost, currency)
     values ($1, date_trunc('hour', $2::timestamptz), 0, cardinality($3::bigint[]), $21, coalesce($14, 'IDR')))
   insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, operator,
     body, encoding, segments, price_amount, price_currency, metadata, actor, expires_at, created_at, route)
   select $1, id, 0, $11::smallint, $12::uuid, $13::text, recipient, recipient, operator, body, encoding, segments,
     price_amount, $14::text, metadata::jsonb, $15::text, $16::timestamptz, $2, $20::jsonb
   from (select unnest($3::bigint[]) as id, unnest($4::text[]) as recipient, unnest($5::text[]) as operator,
     unnest($6::text[]) as body, unnest($7::smallint[]) as encoding, unnest($8::smallint[]) as segments,
     unnest($9::bigint[]) as price_amount, unnest($10::text[]) as metadata) as u`,
);
