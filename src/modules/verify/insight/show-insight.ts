import type { z } from 'zod';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { Insight, InsightRow, ShowInsight } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { TIME_CLASSES } from '../hourly.ts';
import { type HourlyRow, listHourly } from '../queries/insight.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How codes fare: per operator, channel, sender and hour, from counters, so that the cost does not grow with the codes. */
export async function showInsight(
  deps: VerifyDeps,
  actor: Actor,
  input: z.output<typeof ShowInsight>,
): Promise<Insight> {
  const workspaceId = requireWorkspace(actor);
  const service =
    input.service === undefined ? null : (await deps.services.require(workspaceId, input.service)).uuid;
  const until = deps.clock.now();
  const from = new Date(Math.floor((until - input.days * DAY_MS) / HOUR_MS) * HOUR_MS);
  const rows = await deps.db.queryInWorkspace(workspaceId, listHourly, [workspaceId, from, service]);
  return {
    from: from.toISOString(),
    until: new Date(until).toISOString(),
    total: sumOf('total', rows),
    operators: grouped(rows, ({ operator }) => operator),
    channels: grouped(rows, ({ channel }) => channel),
    senders: grouped(
      rows.filter(({ sender }) => sender !== ''),
      ({ sender }) => sender,
    ),
    hours: grouped(rows, ({ hour }) => hour.toISOString()),
  };
}

function grouped(rows: readonly HourlyRow[], nameOf: (row: HourlyRow) => string): InsightRow[] {
  const groups = new Map<string, HourlyRow[]>();
  for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row]);
  return [...groups].map(([name, members]) => sumOf(name, members));
}

function sumOf(name: string, rows: readonly HourlyRow[]): InsightRow {
  const total = (field: 'sent' | 'verified' | 'limited' | 'blocked' | 'cost'): number =>
    rows.reduce((sum, row) => sum + Number(row[field]), 0);
  const sent = total('sent');
  const verified = total('verified');
  const cost = total('cost');
  return {
    name,
    sent,
    verified,
    limited: total('limited'),
    blocked: total('blocked'),
    conversion: sent === 0 ? null : verified / sent,
    medianSeconds: medianClass(rows, verified),
    cost: { amount: cost, currency: 'IDR' },
    costPerVerified: verified === 0 ? null : { amount: Math.round(cost / verified), currency: 'IDR' },
  };
}

/** Upper end of the class that holds the middle one; ten minutes, the longest life of a code, for the open one. */
function medianClass(rows: readonly HourlyRow[], verified: number): number | null {
  let seen = 0;
  for (let at = 0; at <= TIME_CLASSES.length; at++) {
    seen += rows.reduce((sum, { classes }) => sum + Number(classes[at] ?? 0), 0);
    if (verified > 0 && seen * 2 >= verified) return TIME_CLASSES[at] ?? 600;
  }
  return null;
}
