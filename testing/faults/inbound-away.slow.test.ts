/** The database is away for a minute while people write: what Meta brings again until it is taken is there once. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/db.ts';
import { buildTitian } from '../processes/built-titian.ts';
import { signalTree } from '../processes/process-tree.ts';
import { apiOf } from '../processes/titian-api.ts';
import {
  createCustomer,
  dropDataDir,
  makeDataDir,
  startTitian,
  type TitianProcess,
} from '../processes/titian-process.ts';
import { bring, connectWhatsApp, webhookOf } from '../processes/whatsapp-webhooks.ts';
import { type ProxiedDatabase, withProxiedDatabase } from './proxied-database.ts';
import { untilReady } from './rig.ts';
import { type Seeded, seeded } from './seeded.ts';

const SEED = 20_261_125;
const AWAY_MS = 60_000;
const CALLS_PER_SECOND = 20;
const PEOPLE = 150;
/** Of the calls: Meta brings some twice although they were taken. */
const BROUGHT_TWICE = 0.2;
/** Meta does not wait for ever; what is stored after that comes again all the same. */
const PATIENCE_MS = 10_000;
/** After each refusal twice as long, as Meta does over days; a test has no days. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
const ALL_TAKEN_WITHIN_MS = 45_000;

interface Meta {
  /** Texts of the messages, each with the person who wrote it. */
  readonly written: ReadonlyMap<string, string>;
  /** Calls that were answered with something else than 200, or not at all. */
  refused(): number;
  /** Brings no more new ones; resolves when everything is taken. */
  finish(): Promise<void>;
}

/** Brings calls with one to three messages at a steady rate, each until it is answered with 200. */
function startMeta(address: URL, agent: Agent, chance: Seeded): Meta {
  const written = new Map<string, string>();
  const open = new Set<Promise<void>>();
  let refused = 0;
  let isWriting = true;
  async function bringUntilTaken(body: Buffer): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const status = await bring(address, agent, body, PATIENCE_MS).catch(() => undefined);
      if (status === 200) return;
      refused += 1;
      await sleep(pause);
    }
  }
  function start(body: Buffer): void {
    const work = bringUntilTaken(body).finally(() => open.delete(work));
    open.add(work);
  }
  async function write(): Promise<void> {
    for (let call = 0; isWriting; call++) {
      const messages = Array.from({ length: chance.between(1, 3) }, (_, n) => {
        const who = chance.between(0, PEOPLE - 1);
        const id = `${call}-${n}`;
        return {
          id: `wamid.${id}`,
          from: `62812${40_000_000 + who}`,
          name: `Pelanggan ${who}`,
          text: `pesan ${id}`,
        };
      });
      for (const { text, from } of messages) written.set(text, `+${from}`);
      const body = webhookOf(messages);
      start(body);
      if (chance.next() < BROUGHT_TWICE) start(body);
      await sleep(1_000 / CALLS_PER_SECOND);
    }
  }
  const writing = write();
  return {
    written,
    refused: () => refused,
    async finish() {
      isWriting = false;
      await writing;
      while (open.size > 0) await Promise.all(open);
    },
  };
}

/** What is stored of what they wrote: messages with how often, people with their contacts, and what was counted. */
async function storedOf(db: Database) {
  const rows = <Row>(text: string): Promise<Row[]> => db.query({ name: '', text }, []);
  const messages = await rows<{ body: string; party: string; copies: number }>(
    `select body, party, count(*)::int as copies from messages.message where direction = 1 group by body, party`,
  );
  const people = await rows<{ address: string; contacts: number; made: number }>(
    `select i.address, count(distinct i.contact_id)::int as contacts,
       count(*) filter (where c.kind = 'created')::int as made
     from contacts.identity i
     left join contacts.change c on c.workspace_id = i.workspace_id and c.contact_id = i.contact_id
     group by i.address`,
  );
  const [received] = await rows<{ events: number }>(
    'select count(*)::int as events from messages.status_event where status = 100',
  );
  return { messages, people, events: received?.events };
}

async function withPeopleWriting(breakIt: (database: ProxiedDatabase) => Promise<void>): Promise<void> {
  const built = await buildTitian();
  const dataDir = makeDataDir();
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let titian: TitianProcess | undefined;
  try {
    await withProxiedDatabase(async (database) => {
      const environment = { DATABASE_URL: database.url };
      const running = await startTitian({ built, dataDir, environment });
      titian = running;
      const { apiKey } = await createCustomer({ built, dataDir, environment });
      const api = apiOf(running.url, apiKey);
      const { address: callback } = await connectWhatsApp(api, running.url, agent);
      const meta = startMeta(callback, agent, seeded(SEED));
      await sleep(3_000);
      await breakIt(database);
      const back = performance.now();
      await untilReady(running.url);
      await sleep(2_000);
      await meta.finish();
      const takenMs = performance.now() - back;
      expect(running.child.exitCode).toBeNull();
      const db = openDatabase({ url: database.url, role: 'owner', max: 1, applicationName: 'test' });
      const stored = await storedOf(db).finally(() => db.close());
      console.log(
        `${meta.written.size} messages, ${meta.refused()} calls refused, all taken ${Math.round(takenMs / 1000)} s after the return`,
      );
      expect(new Map(stored.messages.map(({ body, party }) => [body, party]))).toEqual(meta.written);
      expect(stored.messages.filter(({ copies }) => copies !== 1)).toEqual([]);
      expect(stored.events).toBe(meta.written.size);
      const { body } = await api.call('GET', '/v1/messages/summary');
      expect(body).toMatchObject({ received: meta.written.size });
      expect(stored.people.map(({ address }) => address).sort()).toEqual(
        [...new Set(meta.written.values())].sort(),
      );
      expect(stored.people.filter(({ contacts, made }) => contacts !== 1 || made !== 1)).toEqual([]);
      expect(meta.refused()).toBeGreaterThan(0);
      expect(takenMs).toBeLessThan(ALL_TAKEN_WITHIN_MS);
    });
  } finally {
    titian?.child.kill('SIGKILL');
    await titian?.stop();
    agent.destroy();
    await dropDataDir(dataDir);
    built.remove();
  }
}

test('people write while the database is stopped for a minute', () =>
  withPeopleWriting(async (database) => {
    const postmaster = database.postmaster();
    if (postmaster === undefined) throw new Error('PostgreSQL does not run');
    signalTree(postmaster, 'SIGSTOP');
    try {
      await sleep(AWAY_MS);
    } finally {
      signalTree(postmaster, 'SIGCONT');
    }
  }));

test('people write while the database is killed, and cannot be reached for a minute', () =>
  withPeopleWriting(async (database) => {
    const postmaster = database.postmaster();
    if (postmaster === undefined) throw new Error('PostgreSQL does not run');
    database.proxy.refusing = true;
    signalTree(postmaster, 'SIGKILL');
    database.proxy.reset();
    await sleep(AWAY_MS);
    database.proxy.refusing = false;
  }));
