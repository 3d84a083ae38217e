/** What one look at a running installation sees from outside. */
import { Client } from 'pg';
import { z } from 'zod';
import { memoryMibOf } from '../../processes/process-tree.ts';
import type { Nodes } from '../nodes/nodes.ts';
import type { SoakSample } from './judge-growth.ts';

export interface Looker {
  look(): Promise<Pick<SoakSample, 'memoryMib' | 'queueMib' | 'deadRows' | 'alarms'>>;
  close(): Promise<void>;
}

const QUEUES = [
  'messages.outbox',
  'messages.hand_off',
  'messages.count_delta',
  'webhooks.queue',
  'platform.event_delivery',
];
const Alarms = z.object({ alarms: z.array(z.object({ code: z.string() })) });
const Sizes = z.object({ bytes: z.number(), dead: z.number() });

/** Looks with the rights of an operator, past the product. */
export async function startLooking({ all, database }: Nodes): Promise<Looker> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const [node] = all;
  if (node === undefined) throw new Error('there is no node');
  return {
    async look() {
      const { rows } = await client.query(
        `select sum(pg_total_relation_size(to_regclass(name)))::float8 as bytes,
           sum(pg_stat_get_dead_tuples(to_regclass(name)))::float8 as dead from unnest($1::text[]) as q (name)`,
        [QUEUES],
      );
      const { bytes, dead } = Sizes.parse(rows[0]);
      const { alarms } = Alarms.parse((await node.api.call('GET', '/v1/pipeline')).body);
      return {
        memoryMib: memoryMibOf(node.titian.pid),
        queueMib: bytes / 1024 ** 2,
        deadRows: dead,
        alarms: alarms.map(({ code }) => code),
      };
    },
    close: () => client.end(),
  };
}
