/** What a bench runs against: the built server with a bound SMPP channel, alone in a directory of its own. */
import { leavingNothing } from './leaving-nothing.ts';
import { buildTitian } from '../testing/processes/built-titian.ts';
import { cpuSecondsOf } from '../testing/processes/process-tree.ts';
import { type SmscProcess, startSmscProcess } from '../testing/processes/smsc-process.ts';
import type { ScriptChanges } from '../testing/simulators/smsc/index.ts';
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
  readonly smsc: SmscProcess;
  /** Public id of the channel that is bound to the SMSC. */
  readonly channelId: string;
  /** Another customer of the same server, without a channel. */
  newCustomer(): Promise<Api & { readonly apiKey: string }>;
  readonly pids: { readonly server: number; readonly postgres: number; readonly smsc: number };
}

/** An operator's 10 messages per second would measure the operator: no pace, and a window of a fast bind. */
const CHANNEL = { messagesPerSecond: 100_000, window: 500 };
/** Rp10 billion: enough for 28 million messages at Rp350. */
const FUNDS = 1_000_000_000_000;
/**
 * Receipts half a second after the submit, so that storing them does not share a moment with storing the answer; so many
 * before the first is acknowledged that its round trip (a commit, 10 to 40 ms) is no limit of theirs.
 */
export const SCRIPT: ScriptChanges = { deliverWindow: 2_000, receipts: { delayMs: 500 } };

export interface InstallationOptions {
  readonly profileDir: string | undefined;
  /** Instead of the settings of a fast bind. */
  readonly channel?: Readonly<Record<string, unknown>>;
  /** Instead of an SMSC that answers at once. */
  readonly script?: ScriptChanges;
}

/** CPU seconds so far. PostgreSQL is a child of the server, and counted by itself. */
export const cpuOf = ({ server, postgres, smsc }: Installation['pids']) => ({
  server: cpuSecondsOf(server, postgres),
  postgres: cpuSecondsOf(postgres),
  smsc: cpuSecondsOf(smsc),
});

export const withInstallation = <T>(
  options: InstallationOptions,
  work: (installation: Installation) => Promise<T>,
): Promise<T> =>
  leavingNothing(async (undo) => {
    const built = await buildTitian();
    undo.push(built.remove);
    const dataDir = makeDataDir();
    undo.push(() => dropDataDir(dataDir));
    const smsc = await startSmscProcess({ record: false, script: { ...SCRIPT, ...options.script } });
    undo.push(() => smsc.stop());
    const { profileDir } = options;
    const nodeArguments = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
    const titian = await startTitian({ built, dataDir, nodeArguments });
    undo.push(() => titian.stop());
    const { apiKey } = await createCustomer({ built, dataDir });
    const api = apiOf(titian.url, apiKey);
    await payBefore(api);
    const channelId = await connectSmpp(api, smsc.port, options.channel ?? CHANNEL);
    const postgres = postmasterOf(dataDir);
    if (postgres === undefined) throw new Error('PostgreSQL does not run');
    const pids = { server: titian.pid, postgres, smsc: smsc.pid };
    const newCustomer = async () => {
      const customer = await createCustomer({ built, dataDir });
      const theirs = apiOf(titian.url, customer.apiKey);
      await payBefore(theirs);
      return { ...theirs, apiKey: customer.apiKey };
    };
    return await work({ url: titian.url, apiKey, api, smsc, channelId, newCustomer, pids });
  });

/** Every message costs something and is reserved from a balance when it is accepted: the dearest way through billing. */
async function payBefore(api: Api): Promise<void> {
  const asked = [
    ['PUT', '/v1/billing', { mode: 'prepaid' }],
    ['POST', '/v1/billing/top-ups', { amount: FUNDS, reference: 'bench' }],
    ['POST', '/v1/prices', { medium: 'sms', operator: '*', amount: 35_000 }],
  ] as const;
  for (const [method, path, body] of asked) {
    const answer = await api.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  }
}
