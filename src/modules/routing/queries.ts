import type { ChannelNotice } from './contract.ts';
import { defineQuery } from '../../platform/db.ts';

export interface ChannelRow {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: Record<string, string | number | boolean>;
  readonly sealed_secrets: Buffer | null;
  readonly priority: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deleted_at: Date | null;
  readonly state: 'connecting' | 'up' | 'degraded' | 'down' | 'stopped' | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly since: Date | null;
}

const CHANNEL = `c.id, c.type, c.name, c.enabled, c.settings, c.sealed_secrets, c.priority, c.created_at,
  c.updated_at, c.deleted_at, h.state, h.code, h.detail, h.since`;
const CHANNEL_FROM = `routing.channel c
  left join routing.channel_health h on h.workspace_id = c.workspace_id and h.channel_id = c.id`;

/** Deleted ones too: messages still name them. A workspace has a handful. */
export const listChannels = defineQuery<[workspaceId: string], ChannelRow>(
  'routing.list_channels',
  `select ${CHANNEL} from ${CHANNEL_FROM} where c.workspace_id = $1 order by c.priority desc, c.created_at, c.id`,
);

export const findChannel = defineQuery<[workspaceId: string, id: string], ChannelRow>(
  'routing.find_channel',
  `select ${CHANNEL} from ${CHANNEL_FROM} where c.workspace_id = $1 and c.id = $2 and c.deleted_at is null`,
);

export const insertChannel = defineQuery<
  [
    workspaceId: string,
    id: string,
    type: string,
    name: string,
    enabled: boolean,
    settings: string,
    sealed: Buffer | null,
    priority: number,
  ]
>(
  'routing.insert_channel',
  `insert into routing.channel (workspace_id, id, type, name, enabled, settings, sealed_secrets, priority)
   values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
);

export const updateChannel = defineQuery<
  [
    workspaceId: string,
    id: string,
    name: string,
    enabled: boolean,
    settings: string,
    sealed: Buffer | null,
    priority: number,
  ]
>(
  'routing.update_channel',
  `update routing.channel set name = $3, enabled = $4, settings = $5::jsonb, sealed_secrets = $6, priority = $7,
     updated_at = clock_timestamp()
   where workspace_id = $1 and id = $2 and deleted_at is null`,
);

/** Secrets go at once; the row stays because messages name it. */
export const deleteChannel = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'routing.delete_channel',
  `update routing.channel set deleted_at = now(), enabled = false, sealed_secrets = null, updated_at = clock_timestamp()
   where workspace_id = $1 and id = $2 and deleted_at is null returning id`,
);

/** For the gateway: every channel that should have a connection. Read every 2 s; a few rows per workspace. */
export const listOpenChannels = defineQuery<[], ChannelRow & { readonly workspace_id: string }>(
  'routing.list_open_channels',
  `select c.workspace_id, ${CHANNEL} from ${CHANNEL_FROM} where c.enabled and c.deleted_at is null`,
);

/** For calls to a channel that this process does not hold: whether another may. Workspaces have a handful of channels. */
export const findEnabledChannel = defineQuery<[id: string], { readonly id: string }>(
  'routing.find_enabled_channel',
  'select id from routing.channel where id = $1 and enabled and deleted_at is null',
);

export const saveHealth = defineQuery<
  [
    workspaceId: string,
    channelId: string,
    state: string,
    code: string | null,
    detail: string | null,
    since: Date,
  ]
>(
  'routing.save_health',
  `insert into routing.channel_health (workspace_id, channel_id, state, code, detail, since)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (workspace_id, channel_id) do update
     set state = excluded.state, code = excluded.code, detail = excluded.detail, since = excluded.since`,
);

export interface SenderRow {
  readonly id: string;
  readonly address: string;
  readonly kind: 'alphanumeric' | 'long_number' | 'short_code';
  readonly medium: 'sms' | 'whatsapp' | 'rcs' | 'email' | 'webchat';
  readonly is_default: boolean;
  readonly created_at: Date;
}

export const listSenders = defineQuery<[workspaceId: string], SenderRow>(
  'routing.list_senders',
  `select id, address, kind, medium, is_default, created_at from routing.sender
   where workspace_id = $1 order by is_default desc, created_at, id`,
);

export const insertSender = defineQuery<
  [workspaceId: string, id: string, address: string, kind: string, medium: string, isDefault: boolean]
>(
  'routing.insert_sender',
  'insert into routing.sender (workspace_id, id, address, kind, medium, is_default) values ($1, $2, $3, $4, $5, $6)',
);

export const insertRegistrations = defineQuery<
  [workspaceId: string, senderId: string, operators: readonly string[]]
>(
  'routing.insert_registrations',
  `insert into routing.registration (workspace_id, sender_id, operator)
   select $1, $2, operator from unnest($3::text[]) as operator`,
);

export const clearDefaultSender = defineQuery<[workspaceId: string, medium: string]>(
  'routing.clear_default_sender',
  'update routing.sender set is_default = false where workspace_id = $1 and medium = $2 and is_default',
);

export const setDefaultSender = defineQuery<[workspaceId: string, id: string]>(
  'routing.set_default_sender',
  'update routing.sender set is_default = true where workspace_id = $1 and id = $2',
);

export const deleteSender = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'routing.delete_sender',
  'delete from routing.sender where workspace_id = $1 and id = $2 returning id',
);

export interface RegistrationRow {
  readonly sender_id: string;
  readonly operator: 'telkomsel' | 'ioh' | 'xlsmart';
  readonly status: 'not_started' | 'submitted' | 'in_review' | 'approved' | 'rejected' | 'expired';
  readonly reference: string | null;
  readonly note: string | null;
  readonly expires_at: Date | null;
  readonly updated_at: Date;
}

/** An approval whose end has passed reads `expired` without anybody touching it. */
export const listRegistrations = defineQuery<[workspaceId: string], RegistrationRow>(
  'routing.list_registrations',
  `select sender_id, operator,
     case when status = 'approved' and expires_at <= now() then 'expired' else status end as status,
     reference, note, expires_at, updated_at
   from routing.registration where workspace_id = $1 order by operator`,
);

export interface EndingRow {
  readonly workspace_id: string;
  readonly sender_id: string;
  readonly operator: RegistrationRow['operator'];
  readonly address: string;
  readonly expires_at: Date;
}

/** For the reminders of every workspace: approvals that end before a moment, or ended within the last 30 days. */
export const listEnding = defineQuery<[before: Date], EndingRow>(
  'routing.list_ending',
  `select r.workspace_id, r.sender_id, r.operator, s.address, r.expires_at
   from routing.registration r
   join routing.sender s on s.workspace_id = r.workspace_id and s.id = r.sender_id
   where r.status = 'approved' and r.expires_at < $1 and r.expires_at > now() - interval '30 days'
   order by r.expires_at`,
);

export const updateRegistration = defineQuery<
  [
    workspaceId: string,
    senderId: string,
    operator: string,
    status: string,
    reference: string | null,
    note: string | null,
    expiresAt: Date | null,
  ],
  { readonly operator: string }
>(
  'routing.update_registration',
  `update routing.registration set status = $4, reference = $5, note = $6, expires_at = $7, updated_at = now()
   where workspace_id = $1 and sender_id = $2 and operator = $3 returning operator`,
);

export interface RouteRow {
  readonly id: string;
  readonly position: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly classes: ('otp' | 'transactional' | 'conversation' | 'marketing')[];
  readonly operators: ('telkomsel' | 'ioh' | 'xlsmart' | 'others')[];
  readonly prefixes: string[];
  readonly senders: string[];
  readonly medium: SenderRow['medium'] | null;
  readonly strategy: 'ordered' | 'cheapest';
  readonly channels: string[];
  readonly fallback_on: ('permanent_error' | 'retries_exhausted' | 'breaker_open')[];
  readonly missing_receipt_seconds: number | null;
  readonly resend_unknown: boolean | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** In the order they are asked; 50 at most. */
export const listRoutes = defineQuery<[workspaceId: string], RouteRow>(
  'routing.list_routes',
  `select id, position, name, enabled, classes, operators, prefixes, senders, medium, strategy, channels, fallback_on,
     missing_receipt_seconds, resend_unknown, created_at, updated_at
   from routing.route where workspace_id = $1 order by position, created_at, id`,
);

export type RouteValues = [
  workspaceId: string,
  id: string,
  name: string,
  enabled: boolean,
  classes: readonly string[],
  operators: readonly string[],
  prefixes: readonly string[],
  senders: readonly string[],
  medium: string | null,
  strategy: string,
  channels: readonly string[],
  fallbackOn: readonly string[],
  missingReceiptSeconds: number | null,
  resendUnknown: boolean | null,
];

/** Asked after all others. */
export const insertRoute = defineQuery<RouteValues>(
  'routing.insert_route',
  `insert into routing.route (workspace_id, id, name, enabled, classes, operators, prefixes, senders, medium, strategy,
     channels, fallback_on, missing_receipt_seconds, resend_unknown, position)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
     (select coalesce(max(position), 0) + 1 from routing.route where workspace_id = $1))`,
);

export const updateRoute = defineQuery<RouteValues>(
  'routing.update_route',
  `update routing.route set name = $3, enabled = $4, classes = $5, operators = $6, prefixes = $7, senders = $8,
     medium = $9, strategy = $10, channels = $11, fallback_on = $12, missing_receipt_seconds = $13,
     resend_unknown = $14, updated_at = now()
   where workspace_id = $1 and id = $2`,
);

export const deleteRoute = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'routing.delete_route',
  'delete from routing.route where workspace_id = $1 and id = $2 returning id',
);

export const orderRoutes = defineQuery<[workspaceId: string, ids: readonly string[]]>(
  'routing.order_routes',
  `update routing.route r set position = o.position, updated_at = now()
   from unnest($2::uuid[]) with ordinality as o (id, position)
   where r.workspace_id = $1 and r.id = o.id and r.position <> o.position`,
);

export const findRouteDefault = defineQuery<[workspaceId: string], { readonly fallback: boolean }>(
  'routing.find_route_default',
  'select fallback from routing.route_default where workspace_id = $1',
);

export const saveRouteDefault = defineQuery<[workspaceId: string, fallback: boolean]>(
  'routing.save_route_default',
  `insert into routing.route_default (workspace_id, fallback) values ($1, $2)
   on conflict (workspace_id) do update set fallback = excluded.fallback, updated_at = now()`,
);

export const insertNotice = defineQuery<
  [
    workspaceId: string,
    channelId: string,
    externalId: string,
    topic: string,
    subject: string,
    state: string,
    detail: string | null,
    level: string,
    at: Date,
    data: string,
  ]
>(
  'routing.insert_notice',
  `insert into routing.channel_notice
     (workspace_id, channel_id, external_id, topic, subject, state, detail, level, at, data)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb) on conflict do nothing`,
);

interface NoticeRow {
  readonly id: string;
  readonly topic: ChannelNotice['topic'];
  readonly subject: string;
  readonly state: string;
  readonly detail: string | null;
  readonly level: ChannelNotice['level'];
  readonly at: Date;
  readonly data: ChannelNotice['data'];
}

export const listNotices = defineQuery<[workspaceId: string, channelId: string, limit: number], NoticeRow>(
  'routing.list_notices',
  `select id, topic, subject, state, detail, level, at, data from routing.channel_notice
   where workspace_id = $1 and channel_id = $2 order by at desc, id limit $3`,
);
