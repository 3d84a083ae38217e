/**
 * The whole product in this process, on a database of its own: the real runtime and HTTP server with
 * every route, two workspaces that know nothing of each other, and callers of every kind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Runtime, startRuntime } from '../src/apps/compose.ts';
import { allRoutes } from '../src/apps/routes.ts';
import { publicIdOfUuid } from '../src/lib/uuid.ts';
import { PERMISSIONS } from '../src/modules/accounts/contract.ts';
import {
  addMember,
  createApiKey,
  createLoginLink,
  createUserAccount,
  createWorkspace,
  type Permission,
  type Role,
} from '../src/modules/accounts/index.ts';
import { createPrice } from '../src/modules/billing/index.ts';
import { createChannel, createSender } from '../src/modules/routing/index.ts';
import { type Database, openDatabase } from '../src/platform/db.ts';
import type { Route } from '../src/platform/http-server/route.ts';
import { createHttpServer } from '../src/platform/http-server/server.ts';
import { createLogger, type Logger } from '../src/platform/log.ts';
import { createTestDatabase } from './db.ts';

export const PUBLIC_URL = 'http://127.0.0.1:8080';
const SECRET_KEY = Buffer.alloc(32, 7);
/** Shown are only faults of the product; tests break databases on purpose, so not even those by default. */
const LOG_LEVEL = process.env['TEST_LOG'] ?? 'silent';

export interface TestWorkspace {
  /** UUID */
  readonly id: string;
  readonly publicId: string;
  /** A live key with every scope. */
  readonly key: string;
  /** Public id of a sandbox channel with manual receipts. */
  readonly channel: string;
  readonly sender: string;
}

export interface CallOptions {
  readonly key?: string;
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Body;
}

/** One process of the product: what two of on one database would share is in the database only. */
export interface AppProcess {
  readonly runtime: Runtime;
  readonly server: FastifyInstance;
  readonly routes: readonly Route[];
  /** `call` is `POST /v1/messages`; an object as body is sent as JSON, a string as it is. */
  request<Body = Record<string, unknown>>(call: string, options?: CallOptions): Promise<Answer<Body>>;
  stop(): Promise<void>;
}

export interface AppKit extends AppProcess {
  readonly url: string;
  /** The owner's connection: past row-level security. */
  readonly ownerDb: Database;
  readonly a: TestWorkspace;
  readonly b: TestWorkspace;
  keyOf(
    workspace: TestWorkspace,
    scopes?: readonly Permission[],
    options?: { readonly mode?: 'live' | 'test' },
  ): Promise<{ readonly id: string; readonly key: string }>;
  memberOf(workspace: TestWorkspace, role: Role): Promise<TestMember>;
  /** Another process on the same database. */
  startAnother(options: { readonly sends: boolean; readonly databaseUrl?: string }): Promise<AppProcess>;
  /** Rows of a statement as the owner; `params` as PostgreSQL takes them. */
  rows<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export interface TestMember {
  readonly memberId: string;
  readonly userId: string;
  /** `name=value` */
  readonly cookie: string;
}

async function startProcess(
  databaseUrl: string,
  options: { readonly sends: boolean; readonly works: boolean; readonly log?: Logger },
): Promise<AppProcess> {
  const log = options.log ?? createLogger(LOG_LEVEL);
  const runtime = await startRuntime({
    databaseUrl,
    publicUrl: PUBLIC_URL,
    secretKey: SECRET_KEY,
    alone: false,
    egressAllow: ['127.0.0.0/8'],
    ...options,
    log,
  });
  const routes = allRoutes(runtime.routeDeps);
  const server = createHttpServer({
    routes,
    guard: runtime.guard,
    log,
    trustedProxies: [],
    now: () => performance.now(),
  });
  return {
    runtime,
    server,
    routes,
    request: (call, callOptions) => request(server, call, callOptions),
    async stop() {
      await server.close();
      await runtime.stop();
    },
  };
}

async function request<Body>(
  server: FastifyInstance,
  call: string,
  options: CallOptions = {},
): Promise<Answer<Body>> {
  const [method = '', url = ''] = call.split(' ');
  const { body } = options;
  const response = await server.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  return {
    status: response.statusCode,
    headers: response.headers,
    body: (isJson ? response.json() : { raw: response.body }) as Body,
  };
}

async function createTestWorkspace(runtime: Runtime, name: string): Promise<TestWorkspace> {
  const { accounts, routing, billing } = runtime.routeDeps;
  const id = await createWorkspace(accounts, {
    name,
    timeZone: 'Asia/Jakarta',
    locale: 'id',
    trial: true,
  });
  const actor = { kind: 'system', workspaceId: id, name: 'test' } as const;
  const channel = await createChannel(routing, actor, {
    type: 'sandbox',
    name: 'Ponsel virtual',
    settings: { receipts: 'manual' },
    enabled: true,
    priority: 50,
  });
  const sender = await createSender(routing, actor, { address: 'TOKOBUNGA', isDefault: true });
  for (const [operator, amount] of [
    ['telkomsel', 42_000],
    ['*', 45_000],
  ] as const)
    await createPrice(billing, actor, { medium: 'sms', operator, amount, currency: 'IDR' });
  const { key } = await createApiKey(accounts, actor, {
    name: 'all',
    mode: 'live',
    scopes: [...PERMISSIONS],
  });
  return { id, publicId: publicIdOfUuid('wsp', id), key, channel: channel.id, sender: sender.address };
}

export async function startApp(
  options: { readonly sends?: boolean; readonly works?: boolean; readonly log?: Logger } = {},
): Promise<AppKit> {
  const test = await createTestDatabase();
  const app = await startProcess(test.url, {
    sends: options.sends ?? true,
    works: options.works ?? true,
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const { runtime } = app;
  const { accounts } = runtime.routeDeps;
  const ownerDb = openDatabase({ url: test.url, role: 'owner', max: 4, applicationName: 'titian-test' });
  const a = await createTestWorkspace(runtime, 'Toko Melati');
  const b = await createTestWorkspace(runtime, 'Bank Kenanga');
  await runtime.openChannels();
  const others: AppProcess[] = [];
  let people = 0;
  return {
    ...app,
    url: test.url,
    ownerDb,
    a,
    b,
    async keyOf(workspace, scopes = PERMISSIONS, { mode = 'live' } = {}) {
      const actor = { kind: 'system', workspaceId: workspace.id, name: 'test' } as const;
      return createApiKey(accounts, actor, { name: 'key', mode, scopes: [...scopes] });
    },
    async memberOf(workspace, role) {
      const email = `${role}${++people}@contoh.example`;
      const userId = await createUserAccount(accounts, { email, name: `Orang ${people}` });
      const memberId = await addMember(accounts, { workspaceId: workspace.id, userId, role });
      const { token } = await createLoginLink(accounts, userId);
      const { headers } = await app.request('POST /v1/session/link', { body: { token } });
      return { memberId, userId, cookie: String(headers['set-cookie']).split(';')[0] ?? '' };
    },
    async startAnother({ sends, databaseUrl = test.url }) {
      const other = await startProcess(databaseUrl, { sends, works: false });
      others.push(other);
      return other;
    },
    rows: (sql, params = []) => ownerDb.query({ name: '', text: sql }, [...params]),
    async close() {
      await Promise.all(others.map((other) => other.stop()));
      await app.stop();
      await ownerDb.close();
      await test.drop();
    },
  };
}

/** Callers may read 1,200 times a minute: whoever waits long asks seldom, so that the wait does not use that up. */
const LONGEST_PAUSE_MS = 200;

/** Asks again, at first after 10 ms and then ever later, until the answer is neither undefined nor false; returns it. */
export async function eventually<T>(
  name: string,
  ask: () => Promise<T | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 1.25, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`timed out waiting for: ${name}`);
    await sleep(pauseMs);
  }
}
