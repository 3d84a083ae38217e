/** Several whole servers on one database and one SMSC, as an operator runs them behind a balancer. */
import { randomBytes } from 'node:crypto';
import { type Api, apiOf, connectSmpp } from '../../processes/titian-api.ts';
import { type BuiltTitian, buildTitian } from '../../processes/built-titian.ts';
import {
  createCustomer,
  dropDataDir,
  makeDataDir,
  startTitian,
  type TitianProcess,
} from '../../processes/titian-process.ts';
import { type Smsc, startSmsc } from '../../simulators/smsc/index.ts';
import type { History } from '../history.ts';
import { type ProxiedDatabase, withProxiedDatabase } from '../proxied-database.ts';
import { CHANNEL, listAll, untilDrained, untilReported } from '../rig.ts';
import { tokenOf } from '../send-load.ts';

export interface TitianNode {
  readonly name: string;
  readonly url: string;
  readonly api: Api;
  /** The process that runs now. */
  titian: TitianProcess;
  /** Starts it again, where its clients find it. */
  restart(): Promise<void>;
}

export interface Nodes {
  readonly all: readonly TitianNode[];
  readonly apiKey: string;
  readonly database: ProxiedDatabase;
  readonly smsc: Smsc;
  /** What became of everything, once nothing waits any more and, if asked, receipts stopped coming (12 s or more). */
  settle(asked: { readonly receipts: boolean }): Promise<Pick<History, 'submissions' | 'stored'>>;
}

/** Leaves no process and no file behind, however `work` ends. */
export async function withNodes<T>(
  count: number,
  work: (nodes: Nodes) => Promise<T>,
  /** Settings of the channel that differ from the usual ones. */
  channel: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  return withProxiedDatabase(async (database) => {
    const built = await buildTitian();
    const smsc = await startSmsc({ script: { deliverWindow: 200, receipts: { delayMs: 100 } } });
    // They share a database, so they share the key that seals what is in it.
    const environment = { DATABASE_URL: database.url, TITIAN_SECRET_KEY: randomBytes(32).toString('base64') };
    const all: TitianNode[] = [];
    const dataDirs = Array.from({ length: count }, makeDataDir);
    try {
      let apiKey = '';
      for (const dataDir of dataDirs) {
        const titian = await startTitian({ built, dataDir, environment });
        if (apiKey === '') apiKey = (await createCustomer({ built, dataDir, environment })).apiKey;
        all.push(nodeOf({ built, dataDir, environment, titian, apiKey }));
      }
      const [first] = all;
      if (first === undefined) throw new Error('there is no node');
      await connectSmpp(first.api, smsc.port, { ...CHANNEL, ...channel });
      return await work({
        all,
        apiKey,
        database,
        smsc,
        settle: ({ receipts }) => settled(first.api, smsc, receipts),
      });
    } finally {
      for (const { titian } of all) titian.child.kill('SIGKILL');
      await smsc.stop();
      for (const dataDir of dataDirs) await dropDataDir(dataDir);
      built.remove();
    }
  });
}

function nodeOf(parts: {
  readonly built: BuiltTitian;
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly titian: TitianProcess;
  readonly apiKey: string;
}): TitianNode {
  const { built, dataDir, environment, titian, apiKey } = parts;
  const { url } = titian;
  const port = Number(new URL(url).port);
  const node: TitianNode = {
    name: `:${port}`,
    url,
    api: apiOf(url, apiKey),
    titian,
    async restart() {
      node.titian = await startTitian({ built, dataDir, environment, port });
    },
  };
  return node;
}

async function settled(
  api: Api,
  smsc: Smsc,
  receipts: boolean,
): Promise<Pick<History, 'submissions' | 'stored'>> {
  await untilDrained(api);
  if (receipts) await untilReported(smsc);
  const reported = new Set(smsc.reported);
  const stored = await listAll(api);
  const submissions = smsc.received.map(({ text, at, messageId }) => ({
    token: tokenOf(text),
    at,
    reported: reported.has(messageId),
  }));
  return { submissions, stored };
}
