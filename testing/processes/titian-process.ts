/** A whole Titian in a process of its own, with its embedded PostgreSQL, as an operator runs it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { BuiltTitian } from './built-titian.ts';
import { isRunning, signalTree, untilEnded } from './process-tree.ts';

const READY_TIMEOUT_MS = 60_000;
/** The product promises 25 s. */
const DRAIN_TIMEOUT_MS = 30_000;

export interface TitianProcess {
  readonly pid: number;
  readonly url: string;
  /** From spawn to `titian ready`. */
  readonly readyMs: number;
  readonly child: ChildProcess;
  /** Orderly: SIGTERM, drain. Returns the exit code. */
  stop(): Promise<number | null>;
}

export interface TitianOptions {
  readonly built: BuiltTitian;
  readonly dataDir: string;
  /** Fixed where clients must find it again after a restart. */
  readonly port?: number;
  readonly nodeArguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A data directory that PostgreSQL may reach when it runs as another account; removed by `dropDataDir`. */
export function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'titian-run-'));
  chmodSync(dataDir, 0o711);
  return dataDir;
}

/** Ends what is left of a run, however it ended, and removes its files. */
export async function dropDataDir(dataDir: string): Promise<void> {
  const postmaster = postmasterOf(dataDir);
  if (postmaster !== undefined) {
    signalTree(postmaster, 'SIGKILL');
    await untilEnded(postmaster, 5_000);
  }
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Process id of the PostgreSQL server of a data directory while it runs. */
export function postmasterOf(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 1 && isRunning(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

const environmentOf = ({ dataDir, port, environment }: Omit<TitianOptions, 'built'>) => ({
  ...process.env,
  TITIAN_DATA_DIR: dataDir,
  TITIAN_PORT: String(port ?? 0),
  TITIAN_DEMO: 'off',
  TITIAN_LOG_LEVEL: 'warn',
  // Simulated providers and receivers live on this machine.
  TITIAN_EGRESS_ALLOW: '127.0.0.0/8',
  ...environment,
});

/** What `npm start` gives to Node. */
function usualFlags(): string[] {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(text));
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** Starts it and waits until it serves; what it logs goes to `<dataDir>/titian.log`. */
export async function startTitian(options: TitianOptions): Promise<TitianProcess> {
  const started = performance.now();
  const args = [
    '--enable-source-maps',
    ...usualFlags(),
    ...(options.nodeArguments ?? []),
    options.built.entry('all'),
  ];
  const child = spawn(process.execPath, args, {
    cwd: options.dataDir,
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logFile = join(options.dataDir, 'titian.log');
  child.stderr.on('data', (chunk: Buffer) => appendFileSync(logFile, chunk));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Titian was not ready within ${READY_TIMEOUT_MS} ms: ${output}${tailOf(logFile)}`));
    }, READY_TIMEOUT_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      appendFileSync(logFile, chunk);
      output += chunk.toString();
      const ready = /^titian ready (\S+)$/m.exec(output)?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`Titian ended (${code ?? signal}) before it was ready: ${tailOf(logFile)}`));
    });
  });
  const pid = child.pid ?? 0;
  return { pid, url, readyMs: performance.now() - started, child, stop: () => stop(child) };
}

function tailOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(-2_000);
  } catch {
    return '';
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN_TIMEOUT_MS);
  const code = await ended;
  clearTimeout(timer);
  return code;
}

const Workspace = z.object({ workspaceId: z.string() });
const Key = z.object({ apiKey: z.string() });
const SCOPES =
  'messages:send,messages:read,messages:cancel,channels:read,channels:write,senders:write,verify:send,verify:check,verify:manage,files:write,prices:write,billing:manage,contacts:read,contacts:import,contacts:export,contacts:numbers';

/** A fresh workspace of the running server and an API key for it, through the command line. */
export async function createCustomer(
  options: Omit<TitianOptions, 'port'>,
): Promise<{ readonly apiKey: string; readonly workspaceId: string }> {
  const titian = async (...args: string[]): Promise<unknown> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [options.built.entry('cli'), ...args, '--json'],
      { env: environmentOf(options) },
    );
    return JSON.parse(stdout);
  };
  const { workspaceId } = Workspace.parse(
    await titian('workspace', 'create', '--name', 'Toko Uji', '--owner-email', 'uji@tokouji.example'),
  );
  const { apiKey } = Key.parse(await titian('key', 'create', '--workspace', workspaceId, '--scopes', SCOPES));
  return { apiKey, workspaceId };
}
