/** What a bench runs against: the built server with a bound SMPP channel, alone in a directory of its own. */
import { buildTitian } from '../testing/processes/built-titian.ts';
import { startSmscProcess } from '../testing/processes/smsc-process.ts';
import { type Api, apiOf, connectSmpp } from '../testing/processes/titian-api.ts';
import {
  createCustomer,
  dropDataDir,
  makeDataDir,
  postmasterOf,
  startTitian,
} from '../testing/processes/titian-process.ts';

export interface Installation {
  readonly url: string;
  readonly apiKey: string;
  readonly api: Api;
  readonly pids: { readonly server: number; readonly postgres: number; readonly smsc: number };
}

/** An operator's 10 messages per second would measure the operator: no pace, and a window of a fast bind. */
const CHANNEL = { messagesPerSecond: 100_000, window: 500 };
/** Receipts half a second after the submit, so that storing them does not share a moment with storing the answer. */
const SMSC = { record: false, script: { deliverWindow: 500, receipts: { delayMs: 500 } } };

/** Leaves nothing behind: no process, no file, also when `work` fails or the run is interrupted. */
export async function withInstallation<T>(
  profileDir: string | undefined,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const undo: (() => unknown)[] = [];
  const tidyUp = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void tidyUp().finally(() => process.exit(1)));
  try {
    const built = await buildTitian();
    undo.push(built.remove);
    const dataDir = makeDataDir();
    undo.push(() => dropDataDir(dataDir));
    const smsc = await startSmscProcess(SMSC);
    undo.push(() => smsc.stop());
    const nodeArguments = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
    const titian = await startTitian({ built, dataDir, nodeArguments });
    undo.push(() => titian.stop());
    const { apiKey } = await createCustomer({ built, dataDir });
    const api = apiOf(titian.url, apiKey);
    await connectSmpp(api, smsc.port, CHANNEL);
    const postgres = postmasterOf(dataDir);
    if (postgres === undefined) throw new Error('PostgreSQL does not run');
    const pids = { server: titian.pid, postgres, smsc: smsc.pid };
    return await work({ url: titian.url, apiKey, api, pids });
  } finally {
    await tidyUp();
  }
}
