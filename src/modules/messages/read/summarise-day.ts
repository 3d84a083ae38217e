import { type Actor, findWorkspace, requireWorkspace } from '../../accounts/index.ts';
import type { MessageStatus, Summary } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import { countWaiting } from '../queries/outbox.ts';
import { countDeadLetters, summarise } from '../queries/read.ts';
import { RANK } from '../status.ts';

/** Indonesia has three zones and no daylight saving. Hours east of UTC. */
const OFFSET_HOURS: Readonly<Record<string, number>> = {
  'Asia/Jakarta': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};
const HOUR_MS = 3_600_000;

/** Numbers of one day in the workspace's zone, from counters: the cost does not grow with the messages. */
export async function summariseDay(
  deps: MessagesDeps,
  actor: Actor,
  wantedDay: string | undefined,
): Promise<Summary> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const timeZone = (await findWorkspace(tx, workspaceId))?.timeZone ?? 'Asia/Jakarta';
    const offset = (OFFSET_HOURS[timeZone] ?? 7) * HOUR_MS;
    const day = wantedDay ?? new Date(deps.clock.now() + offset).toISOString().slice(0, 10);
    const from = new Date(Date.parse(`${day}T00:00:00Z`) - offset);
    const until = new Date(from.getTime() + 24 * HOUR_MS);
    const rows = await tx.query(summarise, [workspaceId, from, until]);
    const [waiting] = await tx.query(countWaiting, [workspaceId]);
    const [dead] = await tx.query(countDeadLetters, [workspaceId]);
    const total = (status: MessageStatus): number =>
      rows.filter((row) => row.status === RANK[status]).reduce((sum, row) => sum + row.messages, 0);
    const inHour = (hour: number, status: MessageStatus): number =>
      rows
        .filter(
          (row) => row.status === RANK[status] && row.hour.getTime() === from.getTime() + hour * HOUR_MS,
        )
        .reduce((sum, row) => sum + row.messages, 0);
    return {
      day,
      timeZone,
      accepted: total('accepted'),
      sent: total('sent'),
      delivered: total('delivered'),
      read: total('read'),
      failed: total('failed'),
      expired: total('expired'),
      unknown: total('unknown'),
      received: total('received'),
      waiting: waiting?.waiting ?? 0,
      deadLetters: dead?.dead ?? 0,
      cost: {
        amount: rows
          .filter((row) => row.status === RANK.accepted && row.currency === 'IDR')
          .reduce((sum, row) => sum + Number(row.cost), 0),
        currency: 'IDR',
      },
      hours: Array.from({ length: 24 }, (_, hour) => ({
        hour,
        accepted: inHour(hour, 'accepted'),
        delivered: inHour(hour, 'delivered'),
        failed: inHour(hour, 'failed'),
      })),
    };
  });
}
