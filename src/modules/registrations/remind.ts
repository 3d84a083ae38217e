/** Tells in time that a registration ends: 30, 7 and 1 days before, and when it has. */
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { Database } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { Logger } from '../../platform/log.ts';
import { type EndingRow, listEndingRegistrations } from '../routing/index.ts';
import { daysUntil } from './case-file.ts';
import { insertReminder } from './queries.ts';

const DAYS = [0, 1, 7, 30] as const;
const HOURLY_MS = 3_600_000;
const FIRST_MS = 60_000;
const DAY_MS = 86_400_000;

export interface ReminderDeps {
  /** Worker role. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One reminder per registration and step, however often it is looked at; the nearest step only. Returns how many. */
export async function remindOfEndings(deps: ReminderDeps): Promise<number> {
  const now = deps.now();
  const rows = await listEndingRegistrations(deps.db, new Date(now + 30 * DAY_MS));
  let given = 0;
  for (const row of rows) {
    const daysLeft = Math.max(0, daysUntil(row.expires_at.getTime(), now));
    const step = DAYS.find((days) => daysLeft <= days);
    if (step !== undefined && (await remind(deps, row, step))) given += 1;
  }
  return given;
}

function remind(deps: ReminderDeps, row: EndingRow, days: number): Promise<boolean> {
  const { workspace_id: workspaceId, sender_id: senderId, operator, address, expires_at: expiresAt } = row;
  return deps.db.transaction(async (tx) => {
    const [fresh] = await tx.query(insertReminder, [workspaceId, senderId, operator, expiresAt, days]);
    if (fresh === undefined) return false;
    await deps.bus.publish(tx, [
      {
        type: days === 0 ? 'sender.registration_expired' : 'sender.registration_expiring',
        workspaceId,
        actor: { kind: 'system', id: 'registrations.remind' },
        resource: publicIdOfUuid('snd', senderId),
        data: { operator, sender: address, days, expiresAt: expiresAt.toISOString() },
      },
    ]);
    return true;
  });
}

/** Once an hour, the first time after a minute. */
export function startReminders(deps: ReminderDeps): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<unknown> = Promise.resolve();
  const schedule = (delay: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      current = remindOfEndings(deps)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'reminders wait for the database'))
        .finally(() => schedule(HOURLY_MS));
    }, delay);
  };
  schedule(FIRST_MS);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
