import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Account } from './choose-account.ts';
import type { PostgresBinaries } from './locate-binaries.ts';
import { EmbeddedPostgresError, type EmbeddedPostgresLog } from './log.ts';

/** Everything the embedded server keeps, below the data directory of Titian. */
export interface DataPaths {
  /** PGDATA, owned by the account of the server. */
  readonly cluster: string;
  readonly credentials: string;
  readonly lock: string;
  readonly serverLog: string;
}

const credentialsShape = z.object({ superuserPassword: z.string().min(1), ownerPassword: z.string().min(1) });
export type Credentials = z.infer<typeof credentialsShape>;

export function dataPaths(dataDir: string): DataPaths {
  return {
    cluster: join(dataDir, 'postgres'),
    credentials: join(dataDir, 'postgres.json'),
    lock: join(dataDir, 'postgres.lock'),
    serverLog: join(dataDir, 'postgres.log'),
  };
}

/** Undefined when the file does not exist. */
export function readCredentials(paths: DataPaths): Credentials | undefined {
  if (!existsSync(paths.credentials)) return undefined;
  return credentialsShape.parse(JSON.parse(readFileSync(paths.credentials, 'utf8')));
}

/**
 * Creates the database cluster when there is none. It is built beside its place and renamed when
 * complete, so a kill in the middle leaves nothing that looks finished.
 */
export async function ensureCluster(
  paths: DataPaths,
  binaries: PostgresBinaries,
  account: Account,
  log: EmbeddedPostgresLog,
): Promise<Credentials> {
  const known = readCredentials(paths);
  if (existsSync(join(paths.cluster, 'PG_VERSION'))) {
    if (known === undefined) {
      throw new EmbeddedPostgresError(
        `${paths.cluster} holds a database but its passwords (${paths.credentials}) are missing. Restore that file.`,
      );
    }
    checkOwner(paths.cluster, account);
    return known;
  }
  const credentials = known ?? createCredentials(paths);
  log.info('creating the database (first start)');
  const building = `${paths.cluster}.new`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  const passwordFile = `${paths.cluster}.pw`;
  writeFileSync(passwordFile, `${credentials.superuserPassword}\n`, { mode: 0o600 });
  if (account.drop !== undefined) {
    chownSync(building, account.drop.uid, account.drop.gid);
    chownSync(passwordFile, account.drop.uid, account.drop.gid);
  }
  try {
    await runInitdb(binaries.initdb, initdbArguments(building, passwordFile), account);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(building, paths.cluster);
  return credentials;
}

/**
 * Byte order with Unicode case rules, built into the server: the order of an index never depends on
 * the ICU or glibc of the machine, so a later move to another server cannot corrupt it.
 */
function initdbArguments(directory: string, passwordFile: string): string[] {
  return [
    `--pgdata=${directory}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ];
}

async function runInitdb(initdb: string, args: readonly string[], account: Account): Promise<void> {
  const [program = initdb, ...rest] = [...account.prefix, initdb, ...args];
  try {
    await promisify(execFile)(program, rest, {
      ...(account.prefix.length === 0 ? account.drop : {}),
      cwd: '/',
      env: serverEnvironment(),
    });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new EmbeddedPostgresError(`Creating the database failed: ${output || String(error)}`, {
      cause: error,
    });
  }
}

/** Nothing of ours leaks into the server: no secrets, no PG* variables of the operator's shell. */
export function serverEnvironment(): Record<string, string> {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function createCredentials(paths: DataPaths): Credentials {
  const password = () => randomBytes(24).toString('base64url');
  const credentials = { superuserPassword: password(), ownerPassword: password() };
  writeFileSync(paths.credentials, JSON.stringify(credentials), { mode: 0o600 });
  chmodSync(paths.credentials, 0o600);
  return credentials;
}

function checkOwner(cluster: string, account: Account): void {
  const owner = statSync(cluster).uid;
  const runsAs = account.drop?.uid ?? process.getuid?.() ?? owner;
  if (owner === runsAs) return;
  // Started as an ordinary user before and as root now: the server must run as the owner of the files.
  throw new EmbeddedPostgresError(
    `The database in ${cluster} belongs to uid ${owner}, but the server would run as uid ${runsAs}. ` +
      `Start Titian as the user who created it, or change the owner: chown -R ${runsAs} ${cluster}`,
  );
}
