/** Everything a chaos run breaks. Each fault ends by itself: after it, the system must come back on its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { signalTree, untilEnded } from '../processes/process-tree.ts';
import type { SubmitAct } from '../simulators/smsc/index.ts';
import type { ProxiedDatabase } from './proxied-database.ts';
import type { Rig } from './rig.ts';
import type { Seeded } from './seeded.ts';

export interface Broken {
  readonly rig: Rig;
  readonly database: ProxiedDatabase;
  readonly chance: Seeded;
}

export interface FaultKind {
  readonly name: string;
  /** True where memory dies: what was sent and not yet written down may be sent again. */
  readonly mayDouble: boolean;
  run(broken: Broken): Promise<void>;
}

const calm = (name: string, run: FaultKind['run']): FaultKind => ({ name, mayDouble: false, run });
const deadly = (name: string, run: FaultKind['run']): FaultKind => ({ name, mayDouble: true, run });
const hold = (chance: Seeded, low: number, high: number): Promise<void> => sleep(chance.between(low, high));

/** The next submit_sm meets this. */
const onNextSubmit = (name: string, act: SubmitAct, count = 1): FaultKind =>
  calm(name, async ({ rig: { smsc }, chance }) => {
    smsc.script.faults = [{ from: smsc.counts.submits + 1, count, act }];
    await hold(chance, 500, 1_500);
    smsc.script.faults = [];
  });

/** The SMSC's receipts are like this for a while. */
const receipts = (
  name: string,
  changes: Partial<Rig['smsc']['script']['receipts']>,
  ms: readonly [number, number] = [500, 1_500],
): FaultKind =>
  calm(name, async ({ rig: { smsc }, chance }) => {
    const usual = smsc.script.receipts;
    smsc.script.receipts = { ...usual, ...changes };
    await hold(chance, ...ms);
    smsc.script.receipts = usual;
  });

async function killDatabase({ database }: Broken): Promise<void> {
  const postmaster = database.postmaster();
  if (postmaster === undefined) return;
  // Killing only the postmaster is an orderly stop for PostgreSQL: a crash takes its whole tree.
  signalTree(postmaster, 'SIGKILL');
  await untilEnded(postmaster, 5_000);
}

async function killApp({ rig }: Broken): Promise<void> {
  rig.titian.child.kill('SIGKILL');
  await untilEnded(rig.titian.pid, 5_000);
  await rig.restart();
}

/** Stopped by the scheduler, as when a machine is suspended. */
async function pause(pid: number | undefined, chance: Seeded): Promise<void> {
  if (pid === undefined) return;
  signalTree(pid, 'SIGSTOP');
  await hold(chance, 500, 4_000);
  signalTree(pid, 'SIGCONT');
}

const ofDatabase: readonly FaultKind[] = [
  calm('database connections reset', async ({ database }) => database.proxy.reset()),
  calm('database connections gone silent', async ({ database }) => database.proxy.abandon()),
  calm('database network frozen', async ({ database: { proxy }, chance }) => {
    proxy.frozen = true;
    await hold(chance, 1_000, 6_000);
    proxy.frozen = false;
  }),
  calm('database refuses', async ({ database: { proxy }, chance }) => {
    proxy.refusing = true;
    proxy.reset();
    await hold(chance, 500, 3_000);
    proxy.refusing = false;
  }),
  calm('database far away', async ({ database: { proxy }, chance }) => {
    proxy.latencyMs = chance.between(20, 150);
    await hold(chance, 1_000, 2_500);
    proxy.latencyMs = 0;
  }),
  calm('database connection cut in the middle of a frame', async ({ database: { proxy }, chance }) => {
    proxy.cutNextAfter(chance.next() < 0.5 ? 'up' : 'down', chance.between(600, 20_000));
    proxy.reset();
    await hold(chance, 500, 1_500);
  }),
  calm('database paused', ({ database, chance }) => pause(database.postmaster(), chance)),
  calm('database restarted', async ({ database }) => {
    const postmaster = database.postmaster();
    if (postmaster === undefined) return;
    process.kill(postmaster, 'SIGINT');
    await untilEnded(postmaster, 10_000);
  }),
  deadly('database killed', killDatabase),
];

const ofApp: readonly FaultKind[] = [
  deadly('server killed', killApp),
  deadly('server and database killed', async (broken) => {
    broken.rig.titian.child.kill('SIGKILL');
    await killDatabase(broken);
    await killApp(broken);
  }),
  calm('server paused', ({ rig, chance }) => pause(rig.titian.pid, chance)),
  calm('server restarted', async ({ rig }) => {
    await rig.titian.stop();
    await rig.restart();
  }),
];

const ofSmsc: readonly FaultKind[] = [
  calm('SMSC connection reset', async ({ rig }) => rig.smppProxy.reset()),
  calm('SMSC connection half-open', async ({ rig }) => rig.smppProxy.abandon()),
  calm('SMSC network frozen', async ({ rig: { smppProxy }, chance }) => {
    smppProxy.frozen = true;
    await hold(chance, 1_000, 5_000);
    smppProxy.frozen = false;
  }),
  calm('SMSC connection cut in the middle of a PDU', async ({ rig: { smppProxy }, chance }) => {
    smppProxy.cutNextAfter(chance.next() < 0.5 ? 'up' : 'down', chance.between(100, 5_000));
    smppProxy.reset();
    await hold(chance, 500, 1_500);
  }),
  calm('SMSC refuses binds', async ({ rig: { smsc, smppProxy }, chance }) => {
    smsc.script.bindStatus = 0x0d;
    smppProxy.reset();
    await hold(chance, 500, 2_000);
    smsc.script.bindStatus = 0;
  }),
  calm('SMSC throttles', async ({ rig: { smsc }, chance }) => {
    smsc.script.throttleAbove = 50;
    await hold(chance, 1_000, 2_500);
    smsc.script.throttleAbove = 0;
  }),
  onNextSubmit('SMSC queue full', { do: 'status', status: 0x14 }, 50),
  onNextSubmit('SMSC resets in the middle of its answer', { do: 'reset_mid_pdu' }),
  onNextSubmit('SMSC stops reading', { do: 'stop_reading' }),
  onNextSubmit('SMSC falls silent', { do: 'fall_silent' }),
  onNextSubmit('SMSC never answers some', { do: 'drop' }, 20),
  onNextSubmit('SMSC writes nonsense', { do: 'bad_length', length: 8 }),
  onNextSubmit('SMSC says goodbye', { do: 'unbind' }),
  receipts('receipts late', { delayMs: 3_000 }),
  receipts('receipts doubled', { copies: 3 }),
  receipts('receipts garbled', { form: 'garbled' }),
  receipts('receipts before answers', { order: 'before_response', delayMs: 0 }),
];

export const FAULTS: readonly FaultKind[] = [...ofDatabase, ...ofApp, ...ofSmsc];
