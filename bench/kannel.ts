/**
 * Kannel 1.4.5 as Debian packages it (bearerbox and smsbox, `apt-get install kannel`), run beside the product
 * against the same SMSC: one `sendsms` request per message over 32 connections. With receipts it keeps its messages in a
 * file (`store-type = file`, written and never synced: they outlive the program, not the power); without receipts in
 * nothing, which is how it is fastest.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../src/platform/free-port.ts';
import { cpuSecondsOf } from '../testing/processes/process-tree.ts';
import type { SmscProcess } from '../testing/processes/smsc-process.ts';
import { loadAverage } from './figure.ts';
import type { Run } from './send-run.ts';

const BEARERBOX = '/usr/sbin/bearerbox';
const SMSBOX = '/usr/sbin/smsbox';
const CONNECTIONS = 32;
const WINDOW = 500;
/** Every event of a message; its SMSC's acknowledgement and its delivery each make a call. */
const DLR_MASK = 31;
const CALLS_PER_MESSAGE = 2;
const START_TIMEOUT_MS = 15_000;
/** Nothing new for so long means that the rest was lost. */
const STALLED_MS = 10_000;
const POLL_MS = 50;

export function isKannelInstalled(): boolean {
  try {
    for (const path of [BEARERBOX, SMSBOX]) accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts Kannel, sends for some seconds, and waits until everything is submitted and, with receipts, reported. */
export async function runKannel(
  smsc: SmscProcess,
  options: { readonly receipts: boolean; readonly seconds: number },
): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), 'titian-kannel-'));
  const sink = await startSink();
  const ports = {
    admin: await freePort('127.0.0.1'),
    boxes: await freePort('127.0.0.1'),
    http: await freePort('127.0.0.1'),
  };
  const configuration = join(directory, 'kannel.conf');
  const store = options.receipts ? join(directory, 'kannel.store') : undefined;
  writeFileSync(configuration, configurationOf(ports, smsc.port, store));
  const started: ChildProcess[] = [];
  const start = (path: string): number => {
    const child = spawn(path, ['-v', '4', configuration], { stdio: 'ignore' });
    started.push(child);
    return child.pid ?? 0;
  };
  try {
    const { binds } = await smsc.counts();
    const bearerbox = start(BEARERBOX);
    await until('a bind', async () => (await smsc.counts()).binds > binds);
    const smsbox = start(SMSBOX);
    await until('the HTTP port', () => takesConnections(ports.http));
    return await measure({ bearerbox, smsbox, smsc, sink, port: ports.http }, options);
  } finally {
    for (const child of started.reverse()) await stop(child);
    sink.server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Running {
  readonly bearerbox: number;
  readonly smsbox: number;
  readonly smsc: SmscProcess;
  readonly sink: Sink;
  readonly port: number;
}

async function measure(
  running: Running,
  { receipts, seconds }: { readonly receipts: boolean; readonly seconds: number },
): Promise<Run> {
  const { bearerbox, smsbox, smsc, sink } = running;
  const before = (await smsc.counts()).accepted;
  const cpuBefore = [cpuSecondsOf(bearerbox), cpuSecondsOf(smsbox)] as const;
  const startedAt = performance.now();
  const callback = receipts ? sink.url : undefined;
  const sent = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, index) => converse(running.port, index, seconds, callback)),
  );
  const took = performance.now() - startedAt;
  const accepted = sent.reduce((sum, one) => sum + one, 0);
  const submittedAt = await untilCounted(accepted, async () => (await smsc.counts()).accepted - before);
  const reportedAt = receipts ? await untilCounted(accepted * CALLS_PER_MESSAGE, () => sink.calls()) : 0;
  const perMessage = (pid: number, ticks: number): number => ((cpuSecondsOf(pid) - ticks) * 1e6) / accepted;
  return {
    accepted: (accepted * 1000) / took,
    submitted: (accepted * 1000) / (submittedAt - startedAt),
    ...(receipts ? { reported: (accepted * 1000) / (reportedAt - startedAt) } : {}),
    'cpu.bearerbox': perMessage(bearerbox, cpuBefore[0]),
    'cpu.smsbox': perMessage(smsbox, cpuBefore[1]),
    load: loadAverage(),
  };
}

/** One connection; resolves with the number of messages that were accepted (202). */
function converse(
  port: number,
  index: number,
  seconds: number,
  callback: string | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const deadline = performance.now() + seconds * 1000;
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let accepted = 0;
    let number = index;
    const send = (): void => {
      if (performance.now() >= deadline) return void socket.end();
      socket.write(`GET ${pathOf(number, callback)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      number += CONNECTIONS;
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      const status = chunk.toString('latin1', 9, 12);
      if (status !== '202') return reject(new Error(`Kannel answered ${chunk.toString('latin1', 0, 200)}`));
      accepted += 1;
      send();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(accepted));
  });
}

/** The same texts and recipients as the load on the product. */
function pathOf(number: number, callback: string | undefined): string {
  const to = `62812${String(10_000_000 + ((number * 7_919) % 89_999_999))}`;
  const text = `Pesanan+INV-${number}+sudah+kami+terima.+Terima+kasih%2C+Toko+Uji.`;
  const plain = `/cgi-bin/sendsms?username=uji&password=uji&from=TOKOUJI&to=${to}&text=${text}`;
  if (callback === undefined) return plain;
  return `${plain}&dlr-mask=${DLR_MASK}&dlr-url=${encodeURIComponent(`${callback}?id=${number}&s=%d`)}`;
}

interface Sink {
  readonly server: Server;
  readonly url: string;
  /** Calls answered so far. */
  calls(): number;
}

/** Answers 200 to every call without reading it: a receiver that costs next to nothing. */
async function startSink(): Promise<Sink> {
  let calls = 0;
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      const ended = chunk.toString('latin1').split('\r\n\r\n').length - 1;
      calls += ended;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'.repeat(ended));
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/`, calls: () => calls };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + START_TIMEOUT_MS; performance.now() < end; await sleep(POLL_MS))
    if (await holds()) return;
  throw new Error(`Kannel had no ${what} after ${START_TIMEOUT_MS / 1000} s`);
}

/** When so many were counted; throws when it stalls before. */
async function untilCounted(wanted: number, count: () => number | Promise<number>): Promise<number> {
  let last = -1;
  for (let stalled = performance.now() + STALLED_MS; performance.now() < stalled; await sleep(POLL_MS)) {
    const now = await count();
    if (now >= wanted) return performance.now();
    if (now > last) stalled = performance.now() + STALLED_MS;
    last = now;
  }
  throw new Error(`Kannel stopped at ${last} of ${wanted}`);
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

const configurationOf = (
  ports: { readonly admin: number; readonly boxes: number; readonly http: number },
  smscPort: number,
  store: string | undefined,
): string => `group = core
admin-port = ${ports.admin}
admin-interface = 127.0.0.1
admin-password = uji
smsbox-interface = 127.0.0.1
smsbox-port = ${ports.boxes}
log-level = 4
dlr-storage = internal
box-allow-ip = "127.0.0.1"
sms-incoming-queue-limit = -1
sms-outgoing-queue-limit = -1
${store === undefined ? '' : `store-type = file\nstore-location = ${store}\n`}
group = smsc
smsc = smpp
smsc-id = uji
host = 127.0.0.1
port = ${smscPort}
transceiver-mode = true
smsc-username = titian
smsc-password = rahasia
system-type = "VMA"
max-pending-submits = ${WINDOW}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.http}
sendsms-interface = 127.0.0.1
log-level = 4

group = sendsms-user
username = uji
password = uji
max-messages = 3
concatenation = true
`;
