/** Two servers on one database: they restart in turn and nobody is refused; what a dead or frozen one held, the other sends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Nodes, type TitianNode, withNodes } from './nodes.ts';
import { runRestarts } from './restart-run.ts';
import { textOf, tokenOf } from '../send-load.ts';

const SEED = 20_261_202;
/** Whole servers start again and again; on a busy machine each takes 15 s. */
const TIMEOUT_MS = 300_000;
const HELD = 400;
/** Slow enough for the node that took the messages to hold most of them when it stops. */
const SLOW = { messagesPerSecond: 40, window: 10 };
/** Processes of this machine are looked for every 2 s; the silence of others counts after 15 s. */
const FREED_WITHIN_MS = { killed: 6_000, frozen: 22_000 };

test(
  'two nodes restart in turn under load (R-14)',
  async () => {
    const { line, findings } = await runRestarts({
      restarts: 4,
      seed: SEED,
      connections: 12,
      onProgress: (progress) => console.log(progress),
    });
    console.log(line);
    expect(findings).toEqual([]);
  },
  TIMEOUT_MS,
);

async function holdMessages(nodes: Nodes, node: TitianNode): Promise<void> {
  const messages = Array.from({ length: HELD }, (_, index) => ({
    to: `+6281${200_000_000 + index}`,
    text: textOf(`T${index + 1}`),
  }));
  expect((await node.api.call('POST', '/v1/messages', messages)).status).toBe(202);
  while (nodes.smsc.received.length < 20) await sleep(10);
}

/** Milliseconds from `since` until the other node sends what this one held, and how many were sent before. */
async function untilSentByOther(nodes: Nodes, since: number): Promise<{ freedMs: number; before: number }> {
  // What was on its way arrives within moments; what comes after a pause comes from the other one.
  await sleep(500);
  const before = nodes.smsc.received.length;
  while (nodes.smsc.received.length === before) {
    if (Date.now() - since > 60_000) throw new Error('nobody sends what the node held');
    await sleep(10);
  }
  return { freedMs: Date.now() - since, before };
}

async function expectAllSent(nodes: Nodes, mayDouble: number): Promise<void> {
  const tokens = (): Set<string> => new Set(nodes.smsc.received.map(({ text }) => tokenOf(text)));
  for (const end = Date.now() + 60_000; tokens().size < HELD && Date.now() < end; ) await sleep(50);
  expect(tokens().size).toBe(HELD);
  await sleep(1_000);
  expect(nodes.smsc.received.length - HELD).toBeLessThanOrEqual(mayDouble);
}

test('what a killed node held is sent by the other one within seconds (R-14)', () =>
  withNodes(
    2,
    async (nodes) => {
      const [one] = nodes.all;
      if (one === undefined) return;
      await holdMessages(nodes, one);
      one.titian.child.kill('SIGKILL');
      const { freedMs, before } = await untilSentByOther(nodes, Date.now());
      console.log(`freed after ${Math.round(freedMs)} ms, ${before} of ${HELD} had been sent`);
      expect(freedMs).toBeLessThan(FREED_WITHIN_MS.killed);
      // Submitted and not written down: at most the window of 10 and the last batch of outcomes.
      await expectAllSent(nodes, 50);
    },
    SLOW,
  ));

test('a node that stands still for long loses what it held, sends none of it again, and ends (R-14)', () =>
  withNodes(
    2,
    async (nodes) => {
      const [one] = nodes.all;
      if (one === undefined) return;
      await holdMessages(nodes, one);
      one.titian.child.kill('SIGSTOP');
      const { freedMs, before } = await untilSentByOther(nodes, Date.now());
      console.log(`freed after ${Math.round(freedMs)} ms, ${before} of ${HELD} had been sent`);
      expect(freedMs).toBeGreaterThan(10_000);
      expect(freedMs).toBeLessThan(FREED_WITHIN_MS.frozen);
      one.titian.child.kill('SIGCONT');
      const { child } = one.titian;
      for (const end = Date.now() + 30_000; child.exitCode === null && Date.now() < end; ) await sleep(100);
      expect(child.exitCode, 'it ends, so that whoever watches it starts it again').toBe(1);
      await expectAllSent(nodes, 50);
      await one.restart();
      expect((await fetch(`${one.url}/readyz`)).status).toBe(200);
    },
    SLOW,
  ));
