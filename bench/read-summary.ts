import { z } from 'zod';
import type { Api } from '../testing/processes/titian-api.ts';

const Summary = z.object({
  accepted: z.number(),
  sent: z.number(),
  delivered: z.number(),
  received: z.number(),
});

/** What the product counts for today; written in the transactions that store the evidence, folded once a second. */
export async function readSummary(api: Api): Promise<z.output<typeof Summary>> {
  const answer = await api.call('GET', '/v1/messages/summary');
  if (answer.status !== 200) throw new Error(`no summary: ${JSON.stringify(answer.body)}`);
  return Summary.parse(answer.body);
}
