/** Somebody forgets a transaction while messages flow: it is told within a minute, and over soon after it ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { withNodes } from '../nodes/nodes.ts';
import { startLooking } from './look.ts';
import { startSteadyLoad } from './steady-load.ts';

const PER_SECOND = 300;
const TOLD_WITHIN_MS = 60_000;
const OVER_WITHIN_MS = 60_000;
/** Vacuum looks every 5 s. */
const USUALLY_MS = 15_000;
const TIMEOUT_MS = 300_000;

test(
  'a forgotten transaction (R-12)',
  () =>
    withNodes(1, async (nodes) => {
      const [node] = nodes.all;
      if (node === undefined) return;
      const looker = await startLooking(nodes);
      const load = startSteadyLoad(node, nodes.smsc, PER_SECOND);
      const person = new Client({ connectionString: nodes.database.url });
      await person.connect();
      try {
        await sleep(5_000);
        let usual = 0;
        for (const end = performance.now() + USUALLY_MS; performance.now() < end; await sleep(500)) {
          const { alarms, deadRows } = await looker.look();
          expect(alarms).toEqual([]);
          usual = Math.max(usual, deadRows);
        }
        await person.query('begin isolation level repeatable read');
        await person.query('select count(*) from messages.message');
        const begun = performance.now();
        let seen = await looker.look();
        for (; !seen.alarms.includes('transaction_open'); seen = await looker.look()) {
          expect(performance.now() - begun, 'nobody was told').toBeLessThan(TOLD_WITHIN_MS);
          await sleep(500);
        }
        const toldMs = performance.now() - begun;
        const dead = seen.deadRows;
        await person.query('rollback');
        const ended = performance.now();
        for (; seen.alarms.length > 0 || seen.deadRows > dead / 2; seen = await looker.look()) {
          expect(performance.now() - ended, 'it is not over').toBeLessThan(OVER_WITHIN_MS);
          await sleep(500);
        }
        console.log(
          `told after ${Math.round(toldMs)} ms with ${dead} dead rows (${usual} usually), over ${Math.round(performance.now() - ended)} ms later`,
        );
        // It held vacuum up, otherwise the test would prove nothing.
        expect(dead).toBeGreaterThan(3 * usual);
      } finally {
        await load.stop();
        await person.end();
        await looker.close();
      }
    }),
  TIMEOUT_MS,
);
