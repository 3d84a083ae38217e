import { z } from 'zod';
import { type Configuration, loadSecretKey, printableConfiguration } from '../../config/index.ts';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import {
  addMember,
  CreateApiKey,
  createApiKey,
  createLoginLink,
  createUserAccount,
  createWorkspace,
  findUserByEmail,
} from '../../modules/accounts/index.ts';
import { findEmbeddedPostgres } from '../../platform/embedded-postgres/index.ts';
import { createLogger } from '../../platform/log.ts';
import { migrate } from '../../platform/migrate.ts';
import { type Runtime, startRuntime } from '../compose.ts';
import { readDemo, readInstance } from '../instance.ts';
import { type Flags, requireFlag, UsageError } from './parse-arguments.ts';

export interface Command {
  readonly name: string;
  readonly help: string;
  /** The answer; `ok: false` makes the exit code 1. */
  readonly run: (configuration: Configuration, flags: Flags) => Promise<Readonly<Record<string, unknown>>>;
}

/** The database of the running server, or the operator's. */
function databaseUrlOf(configuration: Configuration): string {
  const url = configuration.databaseUrl ?? findEmbeddedPostgres(configuration.dataDir)?.url;
  if (url === undefined)
    throw new UsageError(
      'Titian is not running with this data directory. Start it with `npm start`, or set DATABASE_URL.',
    );
  return url;
}

const publicUrlOf = (configuration: Configuration): string =>
  configuration.publicUrl ??
  readInstance(configuration.dataDir)?.url ??
  `http://${configuration.host}:${configuration.port}`;

async function withRuntime<T>(
  configuration: Configuration,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const runtime = await startRuntime({
    databaseUrl: databaseUrlOf(configuration),
    secretKey: loadSecretKey(configuration),
    publicUrl: publicUrlOf(configuration),
    alone: false,
    egressAllow: configuration.egressAllow,
    sends: false,
    works: false,
    log: createLogger('warn'),
  });
  try {
    return await work(runtime);
  } finally {
    await runtime.stop();
  }
}

async function demoCredentials(configuration: Configuration): Promise<Record<string, unknown>> {
  const instance = readInstance(configuration.dataDir);
  const demo = readDemo(configuration.dataDir);
  if (instance === undefined)
    throw new UsageError('Titian is not running with this data directory. Start it with `npm start`.');
  if (demo === undefined)
    throw new UsageError(
      'This installation has no demo workspace (TITIAN_DEMO=off, or the database was not empty).',
    );
  const link = await withRuntime(configuration, ({ routeDeps }) =>
    createLoginLink(routeDeps.accounts, demo.userId),
  );
  return {
    url: instance.url,
    workspaceId: publicIdOfUuid('wsp', demo.workspaceId),
    apiKey: demo.apiKey,
    ...(demo.twilio === undefined ? {} : { twilio: demo.twilio }),
    loginUrl: link.url,
  };
}

const Zone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']).default('Asia/Jakarta');

async function createWorkspaceWithOwner(
  configuration: Configuration,
  flags: Flags,
): Promise<Record<string, unknown>> {
  const name = requireFlag(flags, 'name');
  const email = requireFlag(flags, 'owner-email');
  const owner = typeof flags['owner-name'] === 'string' ? flags['owner-name'] : email;
  const timeZone = Zone.safeParse(flags['time-zone']);
  if (!timeZone.success) throw new UsageError('--time-zone is Asia/Jakarta, Asia/Makassar or Asia/Jayapura.');
  return withRuntime(configuration, async ({ routeDeps: { accounts } }) => {
    const userId =
      (await findUserByEmail(accounts, email)) ?? (await createUserAccount(accounts, { email, name: owner }));
    const workspaceId = await createWorkspace(accounts, {
      name,
      timeZone: timeZone.data,
      locale: flags['locale'] === 'en' ? 'en' : 'id',
      trial: flags['trial'] === true,
    });
    await addMember(accounts, { workspaceId, userId, role: 'owner' });
    const link = await createLoginLink(accounts, userId);
    return { workspaceId: publicIdOfUuid('wsp', workspaceId), loginUrl: link.url };
  });
}

async function createKey(configuration: Configuration, flags: Flags): Promise<Record<string, unknown>> {
  const workspaceId = uuidOfPublicId('wsp', requireFlag(flags, 'workspace'));
  if (workspaceId === undefined) throw new UsageError('--workspace is a workspace id such as wsp_….');
  const scopes =
    typeof flags['scopes'] === 'string'
      ? flags['scopes'].split(',')
      : ['messages:send', 'messages:read', 'messages:cancel'];
  const input = CreateApiKey.safeParse({
    name: typeof flags['name'] === 'string' ? flags['name'] : 'CLI',
    mode: flags['test'] === true ? 'test' : 'live',
    scopes,
  });
  if (!input.success) throw new UsageError(z.prettifyError(input.error));
  return withRuntime(configuration, async ({ routeDeps: { accounts } }) => {
    const key = await createApiKey(accounts, { kind: 'system', workspaceId, name: 'operator' }, input.data);
    return { id: key.id, apiKey: key.key };
  });
}

async function loginLink(configuration: Configuration, flags: Flags): Promise<Record<string, unknown>> {
  const email = requireFlag(flags, 'email');
  return withRuntime(configuration, async ({ routeDeps: { accounts } }) => {
    const userId = await findUserByEmail(accounts, email);
    if (userId === undefined) throw new UsageError('Nobody has this e-mail address here.');
    return { loginUrl: (await createLoginLink(accounts, userId)).url };
  });
}

async function doctor(configuration: Configuration): Promise<Record<string, unknown>> {
  const instance = readInstance(configuration.dataDir);
  const url = configuration.databaseUrl ?? findEmbeddedPostgres(configuration.dataDir)?.url;
  const ready = await withRuntime(configuration, ({ routeDeps }) => routeDeps.health.isReady()).catch(
    () => false,
  );
  return {
    ok: url !== undefined && ready,
    node: process.version,
    server: instance === undefined ? 'not running' : `${instance.url} (process ${instance.pid})`,
    database: url === undefined ? 'not running' : ready ? 'answers, migrated' : 'does not answer',
    configuration: printableConfiguration(),
  };
}

export const commands: readonly Command[] = [
  {
    name: 'demo-credentials',
    help: 'Address, workspace, API key and a fresh login link of the demo workspace',
    run: demoCredentials,
  },
  {
    name: 'workspace create',
    help: '--name "…" --owner-email … [--owner-name "…"] [--time-zone Asia/Jakarta] [--locale id|en] [--trial]',
    run: createWorkspaceWithOwner,
  },
  {
    name: 'key create',
    help: '--workspace wsp_… [--name "…"] [--scopes messages:send,…] [--test]',
    run: createKey,
  },
  { name: 'login-link', help: '--email …: a link that signs the person in once', run: loginLink },
  {
    name: 'migrate',
    help: 'Bring the database to the state of this version',
    run: async (configuration) => ({
      applied: (await migrate({ url: databaseUrlOf(configuration) })).map(({ name }) => name),
    }),
  },
  { name: 'doctor', help: 'What runs, what answers, what is configured', run: doctor },
];

export const usage = (): string =>
  `Usage: npm run -s titian -- <command> [--json]\n\n${commands.map(({ name, help }) => `  ${name.padEnd(18)} ${help}`).join('\n')}\n`;
