/** The built product in a process of its own, as a person starts it, with the demo workspace of a first start. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { buildTitian } from '../testing/processes/built-titian.ts';
import {
  dropDataDir,
  makeDataDir,
  startTitian,
  type TitianProcess,
} from '../testing/processes/titian-process.ts';

const Credentials = z.object({ url: z.string(), apiKey: z.string(), loginUrl: z.string() });
const Workspace = z.object({ workspaceId: z.string(), loginUrl: z.string() });
const Login = z.object({ loginUrl: z.string() });

/** What a journey needs to find a running product; plain data, so it crosses from the run to its tests. */
export interface TitianAddress {
  readonly url: string;
  readonly dataDir: string;
  /** Path of the bundled command line. */
  readonly cli: string;
  /** The demo workspace's key. */
  readonly apiKey: string;
}

export interface RunningTitian extends TitianAddress {
  /** A link that signs the demo's owner in, once. */
  readonly loginUrl: string;
  /** Ends the process in order and keeps its data. */
  halt(): Promise<void>;
  /** Starts it again on the same port and data. */
  resume(): Promise<void>;
  /** Ends it and everything it started, and removes its data. */
  stop(): Promise<void>;
}

/** Builds when the sources changed, starts on a free port with an empty data directory. */
export async function startForJourneys(): Promise<RunningTitian> {
  const built = await buildTitian();
  const dataDir = makeDataDir();
  const start = (port: number): Promise<TitianProcess> =>
    startTitian({ built, dataDir, port, environment: { TITIAN_DEMO: 'on' } });
  let running: TitianProcess | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    await dropDataDir(dataDir);
    built.remove();
  };
  try {
    running = await start(0);
    const { url } = running;
    const cli = built.entry('cli');
    const { apiKey, loginUrl } = await askCli(cli, dataDir, Credentials, 'demo-credentials');
    return {
      url,
      dataDir,
      cli,
      apiKey,
      loginUrl,
      stop,
      halt: async () => void (await running?.stop()),
      resume: async () => void (running = await start(Number(new URL(url).port))),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A workspace of its own, without demonstration data, and its owner's one-time link. */
export async function createWorkspace(
  titian: TitianAddress,
  owner: { readonly name: string; readonly email: string; readonly workspace: string },
): Promise<string> {
  const names = ['--name', owner.workspace, '--owner-email', owner.email, '--owner-name', owner.name];
  return (await askCli(titian.cli, titian.dataDir, Workspace, 'workspace', 'create', ...names)).loginUrl;
}

export async function createLoginLink(titian: TitianAddress, email: string): Promise<string> {
  return (await askCli(titian.cli, titian.dataDir, Login, 'login-link', '--email', email)).loginUrl;
}

async function askCli<Schema extends z.ZodType>(
  cli: string,
  dataDir: string,
  answer: Schema,
  ...words: readonly string[]
): Promise<z.output<Schema>> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words, '--json'], {
    env: { ...process.env, TITIAN_DATA_DIR: dataDir },
  });
  return answer.parse(JSON.parse(stdout));
}
