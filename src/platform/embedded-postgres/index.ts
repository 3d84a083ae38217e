import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { freePort } from '../free-port.ts';
import { ownerUrl } from './bootstrap.ts';
import { chooseAccount } from './choose-account.ts';
import { dataPaths, ensureCluster, readCredentials } from './data-directory.ts';
import { claimDataDirectory, liveOwner } from './data-lock.ts';
import { locateBinaries } from './locate-binaries.ts';
import type { EmbeddedPostgresLog } from './log.ts';
import { clearLeftover, postmasterPort } from './postmaster.ts';
import { settingsArguments } from './settings.ts';
import { superviseServer } from './supervise.ts';

export { giveWay } from './give-way.ts';
export { EmbeddedPostgresError, type EmbeddedPostgresLog } from './log.ts';

export interface EmbeddedPostgresOptions {
  /** The server keeps its files in `<dataDir>/postgres` and a few beside it. */
  readonly dataDir: string;
  readonly log: EmbeddedPostgresLog;
  /** Server settings that replace ours, e.g. `fsync: 'off'` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Connection string of the owner of the database. */
  readonly url: string;
  readonly port: number;
  /** Fast shutdown; resolves when the server has ended. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL from the binaries that npm installed and waits until it answers. A server
 * that ends by itself is started again on the same port. Throws `EmbeddedPostgresError` with the
 * remedy when it cannot start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const paths = dataPaths(dataDir);
  const binaries = locateBinaries();
  // Root hands the cluster to another account, which must pass this directory; the files in it stay private.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const account = chooseAccount([dataDir, binaries.postgres]);
  const release = await claimDataDirectory(paths.lock, options.log);
  try {
    const credentials = await ensureCluster(paths, binaries, account, options.log);
    await clearLeftover(paths.cluster, options.log);
    const port = await freePort('127.0.0.1');
    const stop = await superviseServer({
      paths,
      command: {
        postgres: binaries.postgres,
        account,
        arguments: settingsArguments(port, options.settings ?? {}),
      },
      port,
      credentials,
      log: options.log,
    });
    return { url: ownerUrl(port, credentials), port, stop: () => stop().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/** The server of a running Titian with this data directory, for commands that talk to it. */
export function findEmbeddedPostgres(
  dataDir: string,
): { readonly url: string; readonly port: number } | undefined {
  const paths = dataPaths(resolve(dataDir));
  const credentials = readCredentials(paths);
  const port = postmasterPort(paths.cluster);
  if (credentials === undefined || port === undefined || liveOwner(paths.lock) === undefined)
    return undefined;
  return { url: ownerUrl(port, credentials), port };
}
