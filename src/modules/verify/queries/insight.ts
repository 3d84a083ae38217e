import { defineQuery } from '../../../platform/db.ts';

/** Rows of one batch, summed before they come here. */
export const addHourly = defineQuery<[workspaceId: string, rows: string]>(
  'verify.add_hourly',
  `insert into verify.hourly as h (workspace_id, hour, service_id, channel, operator, sender, sent, limited, blocked,
     verified, seconds, classes, cost)
   select $1, to_timestamp(hour / 1000), service_id, channel, operator, sender, sent, limited, blocked, verified, seconds,
     array(select jsonb_array_elements_text(classes)::bigint), cost
   from jsonb_to_recordset($2::jsonb) as r (hour float8, service_id uuid, channel text, operator text, sender text,
     sent bigint, limited bigint, blocked bigint, verified bigint, seconds bigint, classes jsonb, cost bigint)
   on conflict (workspace_id, hour, service_id, channel, operator, sender) do update set
     sent = h.sent + excluded.sent, limited = h.limited + excluded.limited, blocked = h.blocked + excluded.blocked,
     verified = h.verified + excluded.verified, seconds = h.seconds + excluded.seconds,
     classes = array(select a + b from unnest(h.classes, excluded.classes) as s (a, b)), cost = h.cost + excluded.cost`,
);

export interface HourlyRow {
  readonly hour: Date;
  readonly channel: string;
  readonly operator: string;
  readonly sender: string;
  readonly sent: string;
  readonly limited: string;
  readonly blocked: string;
  readonly verified: string;
  readonly seconds: string;
  readonly classes: readonly string[];
  readonly cost: string;
}

export const listHourly = defineQuery<[workspaceId: string, from: Date, service: string | null], HourlyRow>(
  'verify.list_hourly',
  `select hour, channel, operator, sender, sent, limited, blocked, verified, seconds, classes, cost from verify.hourly
   where workspace_id = $1 and hour >= $2 and ($3::uuid is null or service_id = $3) order by hour`,
);

/** The newest recorded wishes to send, oldest first, and whether they were verified. */
export const listAttempts = defineQuery<
  [workspaceId: string, service: string, since: string, limit: number],
  {
    readonly phone: string;
    readonly ip: string | null;
    readonly outcome: 'sent' | 'limited' | 'blocked';
    readonly cost: string;
    readonly at: Date;
    readonly verified: boolean;
  }
>(
  'verify.list_attempts',
  `select a.phone, a.ip, a.outcome, a.cost, a.at, coalesce(v.status = 1, false) as verified
   from (select * from verify.attempt where workspace_id = $1 and service_id = $2 and id >= $3::bigint
         order by id desc limit $4) a
   left join lateral (select status from verify.verification where workspace_id = $1 and id = a.verification_id) v on true
   order by a.id`,
);
