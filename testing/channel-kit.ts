/**
 * Runs the recorded cases of channel adapters. A case is a conversation with a provider,
 * octet by octet, beside what the adapter was asked to do and what had to come of it.
 * Every channel type must bring cases of all five kinds, or the kit fails it.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import type { ChannelConnection, ChannelDeps, ChannelEvent, SendOutcome } from '../src/channels/channel.ts';
import type { ListedChannelType } from '../src/channels/index.ts';
import { OutgoingContent, TemplateContent } from '../src/lib/message-content.ts';
import { type LogLine, makeChannelDeps, takeWith } from './channel-deps.ts';
import { exchangeShape, playExchanges } from './recorded-http.ts';
import { waitFor } from './wait-for.ts';

export const CASE_KINDS = ['outbound', 'inbound', 'receipts', 'failures', 'redaction'] as const;

/** Stands for every secret setting; must not be seen in anything the adapter says. */
export const SECRET_CANARY = 'k4nar1-rahas1a';

const messageShape = z.strictObject({
  id: z.string().default('msg_case'),
  to: z.string().default('+628111234567'),
  from: z.string().default('TOKOBUNGA'),
  text: z.string().default('Kode OTP Anda 123456'),
  content: z.union([OutgoingContent, TemplateContent]).optional(),
  replyTo: z.string().optional(),
  class: z.enum(['otp', 'transactional', 'conversation', 'marketing']).default('otp'),
  attempt: z.number().default(1),
  /** Seconds from the time of the case until it expires. */
  expiresIn: z.number().optional(),
});

const subset = z.record(z.string(), z.unknown());

const caseShape = z.strictObject({
  name: z.string(),
  /** Where the provider says that it looks like this. */
  source: z.string().optional(),
  kind: z.enum(CASE_KINDS),
  /**
   * Without host, port and secrets, which the kit fills in. A secret that must have a form of its own is given with
   * `SECRET` in it, and `PRIVATE_KEY` stands for an RSA key, as text inside of JSON.
   */
  settings: z.record(z.string(), z.unknown()).default({}),
  /** What goes over the provider's TCP connection, in order; the adapter's octets must match. */
  wire: z
    .array(z.strictObject({ by: z.enum(['adapter', 'provider']), hex: z.string(), about: z.string() }))
    .default([]),
  /** Requests to the provider with its answers; in the settings `PROVIDER` stands for its host and port. */
  http: z.array(exchangeShape).default([]),
  send: z.array(messageShape).default([]),
  /** What `send` had to answer, each at least with these fields. */
  outcomes: z.array(subset).default([]),
  receive: z
    .array(
      z.strictObject({
        method: z.string().default('POST'),
        headers: z.record(z.string(), z.string()).default({}),
        query: z.record(z.string(), z.string()).default({}),
        body: z.string().default(''),
        url: z.string().optional(),
        secretPath: z.boolean().default(true),
      }),
    )
    .default([]),
  responses: z.array(subset).default([]),
  events: z.array(subset).default([]),
  health: subset.optional(),
});

export type ChannelCase = z.infer<typeof caseShape>;

/** Everything the case made the adapter say, for comparison with what it had to. */
export interface CaseResult {
  readonly outcomes: readonly SendOutcome[];
  readonly responses: readonly unknown[];
  readonly events: readonly ChannelEvent[];
  readonly health: unknown;
  /** Octets that differ from the recording. */
  readonly wireFaults: readonly string[];
  /** Places where a secret or the text of a message showed up. */
  readonly leaks: readonly string[];
}

/** The time every case takes place at: 21 November 2026, 03:00 UTC. */
const CASE_TIME = Date.UTC(2026, 10, 21, 3, 0, 0);

/** Made once per run: none is kept with the cases. */
let madeKey: string | undefined;
export function privateKey(): string {
  madeKey ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  return madeKey;
}

export async function loadCases(folder: URL): Promise<readonly ChannelCase[]> {
  const names = await readdir(folder).catch(() => []);
  const cases: ChannelCase[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const parsed: unknown = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
    cases.push(...z.array(caseShape).parse(parsed));
  }
  return cases;
}

export function casesFolder(type: string): URL {
  return new URL(`../src/channels/${type}/testdata/`, import.meta.url);
}

export function missingKinds(cases: readonly ChannelCase[]): readonly string[] {
  return CASE_KINDS.filter((kind) => !cases.some((one) => one.kind === kind));
}

export async function runCase(type: ListedChannelType, recorded: ChannelCase): Promise<CaseResult> {
  const provider = await startProvider(recorded.wire);
  const web = await playExchanges(recorded.http);
  const deps = makeChannelDeps(fixedDeps());
  const secrets = Object.fromEntries(type.secrets.map((name) => [name, SECRET_CANARY]));
  const place = recorded.wire.length > 0 ? { host: '127.0.0.1', port: provider.port } : {};
  const settings: unknown = JSON.parse(
    JSON.stringify(recorded.settings)
      .replaceAll('PROVIDER', `127.0.0.1:${web.port}`)
      .replaceAll('SECRET', SECRET_CANARY)
      .replaceAll('PRIVATE_KEY', () => privateKey().replaceAll('\n', '\\\\n')),
  );
  const connection = type.open({ ...secrets, ...(settings as object), ...place }, deps);
  const events: ChannelEvent[] = [];
  const emit = async (event: ChannelEvent): Promise<void> => void events.push(event);
  try {
    connection.listen?.(takeWith(emit));
    const outcomes = await sendAll(connection, recorded);
    const responses = await receiveAll(connection, recorded, emit);
    await waitFor(`events of "${recorded.name}"`, () => events.length >= recorded.events.length);
    await waitFor(`wire of "${recorded.name}"`, () => provider.done() || provider.faults.length > 0);
    await waitFor(`calls of "${recorded.name}"`, () => web.done() || web.faults.length > 0);
    const { health: expected } = recorded;
    if (expected) {
      await waitFor(`health of "${recorded.name}"`, () => connection.health().state === expected.state);
    }
    const health = connection.health();
    const said = {
      outcomes,
      responses,
      health,
      log: deps.lines,
      traces: events.map((event) => ('trace' in event ? event.trace : undefined)),
    };
    const leaks = findLeaks(said, recorded);
    return { outcomes, responses, events, health, wireFaults: [...provider.faults, ...web.faults], leaks };
  } finally {
    provider.drop();
    await connection.close();
    await provider.stop();
    await web.stop();
  }
}

async function sendAll(connection: ChannelConnection, recorded: ChannelCase): Promise<SendOutcome[]> {
  const signal = new AbortController().signal;
  return Promise.all(
    recorded.send.map(({ expiresIn, content, replyTo, ...message }) => {
      const expiresAt = expiresIn === undefined ? undefined : new Date(CASE_TIME + expiresIn * 1000);
      const rich = { ...(content && { content }), ...(replyTo && { replyTo }) };
      return connection.send({ ...message, ...rich, expiresAt }, signal);
    }),
  );
}

async function receiveAll(
  connection: ChannelConnection,
  recorded: ChannelCase,
  emit: (event: ChannelEvent) => Promise<void>,
): Promise<unknown[]> {
  const responses: unknown[] = [];
  for (const { body, url, ...rest } of recorded.receive) {
    const request = { ...rest, body: Buffer.from(body), ...(url === undefined ? {} : { url }) };
    responses.push(await connection.receive?.(request, emit));
  }
  return responses;
}

/** Time stands still and chance is always the same, so octets can be compared. */
function fixedDeps(): Partial<ChannelDeps> {
  return {
    clock: { now: () => CASE_TIME, monotonic: () => performance.now() },
    random: () => 0.5,
    randomInt: () => 7,
  };
}

interface Said {
  readonly outcomes: readonly SendOutcome[];
  readonly responses: readonly unknown[];
  readonly health: unknown;
  readonly log: readonly LogLine[];
  readonly traces: readonly unknown[];
}

function findLeaks(said: Said, recorded: ChannelCase): string[] {
  const texts = recorded.send.map(({ text }) => text).filter((text) => text.length >= 8);
  return Object.entries(said).flatMap(([place, value]) => {
    const printed = JSON.stringify(value);
    const secret = printed.includes(SECRET_CANARY) ? [`secret in ${place}`] : [];
    const text = texts.some((one) => printed.includes(JSON.stringify(one).slice(1, -1)))
      ? [`text in ${place}`]
      : [];
    return [...secret, ...text];
  });
}

interface Provider {
  readonly port: number;
  readonly faults: string[];
  done(): boolean;
  /** Ends the connections, so that the adapter needn't say goodbye to a recording. */
  drop(): void;
  stop(): Promise<void>;
}

/** Plays the provider's side of a recording to the first connection; later ones find silence. */
async function startProvider(wire: ChannelCase['wire']): Promise<Provider> {
  const faults: string[] = [];
  const sockets = new Set<Socket>();
  let step = 0;
  let pending = Buffer.alloc(0);
  const advance = (socket: Socket): void => {
    for (let current = wire[step]; current; current = wire[step]) {
      const octets = Buffer.from(current.hex.replace(/\s/g, ''), 'hex');
      if (current.by === 'provider') {
        socket.write(octets);
      } else {
        if (pending.length < octets.length) return;
        const got = pending.subarray(0, octets.length);
        if (!got.equals(octets)) faults.push(`${current.about}: got ${got.toString('hex')}`);
        pending = pending.subarray(octets.length);
      }
      step++;
    }
  };
  const server: Server = createServer((socket) => {
    const first = sockets.size === 0;
    sockets.add(socket);
    socket.on('error', () => {});
    if (!first) return;
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      advance(socket);
    });
    advance(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    faults,
    done: () => step >= wire.length,
    drop,
    stop: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
