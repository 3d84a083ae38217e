import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, findWorkspace, requireWorkspace } from '../../accounts/index.ts';
import type { ShowStatement, Statement, StatementPart, StatementRow } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { billingErrors } from '../errors.ts';
import { sumUsage } from '../queries/ledger.ts';

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;
/** Indonesia has three zones and no daylight saving. Hours east of UTC. */
const OFFSET_HOURS: Readonly<Record<string, number>> = {
  'Asia/Jakarta': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};

/** What was charged from one day to another, both included, in the workspace's zone; summed from hourly usage. */
export async function showStatement(
  deps: BillingDeps,
  actor: Actor,
  input: z.output<typeof ShowStatement>,
): Promise<Statement> {
  const workspaceId = requireWorkspace(actor);
  const { from, to, by } = input;
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1 || days > MOST_DAYS) throw new Problem(billingErrors.period_invalid, { field: 'to' });
  const names = await deps.channelNames(workspaceId);
  const has = (part: StatementPart): boolean => by.includes(part);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const timeZone = (await findWorkspace(tx, workspaceId))?.timeZone ?? 'Asia/Jakarta';
    const start = Date.parse(from) - (OFFSET_HOURS[timeZone] ?? 0) * 3_600_000;
    const found = await tx.query(sumUsage, [
      workspaceId,
      new Date(start),
      new Date(start + days * DAY_MS),
      timeZone,
      has('day'),
      has('medium'),
      has('channel'),
      has('operator'),
      has('class'),
      has('category'),
    ]);
    const rows = found.map(({ channel_id: channelId, ...row }): StatementRow => {
      const known = channelId === null ? undefined : names.get(channelId);
      return {
        ...row,
        channel: known === undefined ? null : { id: known.publicId, name: known.name },
        messages: Number(row.messages),
        amount: Number(row.amount),
      };
    });
    return { from, to, timeZone, totals: totalsOf(rows), rows };
  });
}

function totalsOf(rows: readonly StatementRow[]): Statement['totals'] {
  const totals = new Map<string, { messages: number; amount: number }>();
  for (const { currency, messages, amount } of rows) {
    const sum = totals.get(currency) ?? { messages: 0, amount: 0 };
    totals.set(currency, { messages: sum.messages + messages, amount: sum.amount + amount });
  }
  return [...totals].map(([currency, sum]) => ({ currency, ...sum }));
}
