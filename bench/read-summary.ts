import { z } from 'zod';
import type { Api } from '../testing/processes/titian-api.ts';

const Summary = z.object({
  accepted: z.number(),
  sent: z.number(),
  delivered: z.number(),
  received: z.number(),
});

type Counts = z.output<typeof Summary>;

const HOUR_MS = 3_600_000;
/** No bench keeps its customers for longer. */
const LONGEST_MS = HOUR_MS;

/**
 * What the product has counted since the bench began; written in the transactions that store the evidence, folded once a
 * second. It counts by day, and a bench may run over midnight.
 */
export async function readSummary(api: Api): Promise<Counts> {
  const now = Date.now();
  const days = new Set([now - LONGEST_MS, now].map(jakartaDay));
  const counts = await Promise.all([...days].map((day) => readDay(api, day)));
  const total = (what: keyof Counts): number => counts.reduce((sum, one) => sum + one[what], 0);
  return {
    accepted: total('accepted'),
    sent: total('sent'),
    delivered: total('delivered'),
    received: total('received'),
  };
}

/** New workspaces live in Jakarta, seven hours east of UTC. */
const jakartaDay = (at: number): string => new Date(at + 7 * HOUR_MS).toISOString().slice(0, 10);

async function readDay(api: Api, day: string): Promise<Counts> {
  const answer = await api.call('GET', `/v1/messages/summary?day=${day}`);
  if (answer.status !== 200) throw new Error(`no summary: ${JSON.stringify(answer.body)}`);
  return Summary.parse(answer.body);
}
