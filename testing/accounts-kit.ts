/** Accounts on a database of its own, with the facts it published kept for the test to look at. */
import { publicIdOfUuid } from '../src/lib/uuid.ts';
import {
  accountsRoutes,
  type AccountsDeps,
  type Actor,
  addMember,
  createAuthCache,
  createGuard,
  createUserAccount,
  createWorkspace,
  type Role,
} from '../src/modules/accounts/index.ts';
import { type Database, openDatabase } from '../src/platform/db.ts';
import { createHttpServer } from '../src/platform/http-server/server.ts';
import { createLogger } from '../src/platform/log.ts';
import type { DomainEvent } from '../src/platform/events/event.ts';
import { createSeal } from '../src/platform/seal.ts';
import { createTestDatabase } from './db.ts';

export interface AccountsKit {
  readonly url: string;
  readonly deps: AccountsDeps;
  /** The owner's connection: sees past row-level security. */
  readonly ownerDb: Database;
  readonly published: DomainEvent[];
  /** A new workspace whose members have the given roles. */
  workspaceWith(...roles: readonly Role[]): Promise<PreparedWorkspace>;
  close(): Promise<void>;
}

export interface PreparedWorkspace {
  readonly workspaceId: string;
  readonly members: readonly (Actor & { kind: 'member' })[];
  readonly emails: readonly string[];
}

export const PUBLIC_URL = 'http://127.0.0.1:8080';

export async function createAccountsKit(publicUrl: string = PUBLIC_URL): Promise<AccountsKit> {
  const test = await createTestDatabase();
  const open = (role: 'titian_api' | 'titian_worker' | 'owner') =>
    openDatabase({ url: test.url, role, max: 8, applicationName: 'titian-test' });
  const apiDb = open('titian_api');
  const workerDb = open('titian_worker');
  const ownerDb = open('owner');
  const published: DomainEvent[] = [];
  const deps: AccountsDeps = {
    apiDb,
    workerDb,
    bus: {
      publish: async (_tx, events) => {
        published.push(...events);
      },
    },
    authCache: createAuthCache({ workerDb, now: Date.now }),
    now: Date.now,
    publicUrl,
    seal: createSeal(Buffer.alloc(32, 7)),
  };
  let people = 0;

  async function workspaceWith(...roles: readonly Role[]): Promise<PreparedWorkspace> {
    const workspaceId = await createWorkspace(deps, {
      name: 'PT Contoh',
      timeZone: 'Asia/Jakarta',
      locale: 'id',
      trial: true,
    });
    const members: (Actor & { kind: 'member' })[] = [];
    const emails: string[] = [];
    for (const role of roles) {
      const email = `${role}${++people}@contoh.example`;
      const userId = await createUserAccount(deps, { email, name: `Orang ${people}` });
      const memberId = await addMember(deps, { workspaceId, userId, role });
      members.push({ kind: 'member', workspaceId, memberId, userId, sessionId: userId, role });
      emails.push(email);
    }
    return { workspaceId, members, emails };
  }

  return {
    url: test.url,
    deps,
    ownerDb,
    published,
    workspaceWith,
    close: async () => {
      await Promise.all([apiDb.close(), workerDb.close(), ownerDb.close()]);
      await test.drop();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** `name=value` to send back; undefined when none was set. */
  readonly cookie: string | undefined;
  readonly setCookie: string;
}

export interface CallOptions {
  readonly cookie?: string | undefined;
  readonly key?: string;
  readonly workspaceId?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the routes through the real HTTP server, as the console's page does. */
export function serveAccounts(kit: AccountsKit) {
  const { host, origin } = new URL(kit.deps.publicUrl);
  const server = createHttpServer({
    routes: accountsRoutes(kit.deps),
    guard: createGuard(kit.deps),
    log: createLogger('error'),
    trustedProxies: [],
    now: kit.deps.now,
  });
  return async (call: string, options: CallOptions = {}): Promise<Answer> => {
    const [method = '', url = ''] = call.split(' ');
    const response = await server.inject({
      method: method as 'GET',
      url,
      headers: {
        host,
        origin,
        ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
        ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
        ...(options.workspaceId === undefined
          ? {}
          : { 'titian-workspace': publicIdOfUuid('wsp', options.workspaceId) }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { payload: options.body as object }),
    });
    const setCookie = String(response.headers['set-cookie'] ?? '');
    return {
      status: response.statusCode,
      body: response.body === '' ? {} : response.json(),
      cookie: setCookie === '' ? undefined : setCookie.split(';')[0],
      setCookie,
    };
  };
}
