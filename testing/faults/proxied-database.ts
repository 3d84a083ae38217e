/** A PostgreSQL that a test may cut off, freeze, restart and kill: reached through a proxy, run by this process. */
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { dropDataDir, makeDataDir, postmasterOf } from '../processes/titian-process.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export interface ProxiedDatabase {
  /** Through the proxy. */
  readonly url: string;
  readonly proxy: TcpProxy;
  /** Process id of the server while it runs. */
  postmaster(): number | undefined;
}

export interface ProxiedDatabaseOptions {
  /** Below this directory instead of the system's, e.g. on a small disk of its own; removed at the end. */
  readonly dataDir?: string;
}

/** Leaves no process and no file behind, however `work` ends. */
export async function withProxiedDatabase<T>(
  work: (database: ProxiedDatabase) => Promise<T>,
  { dataDir = makeDataDir() }: ProxiedDatabaseOptions = {},
): Promise<T> {
  const log = { info: () => undefined, warn: () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: postgres.port });
  try {
    const url = new URL(postgres.url);
    url.port = String(proxy.port);
    return await work({ url: url.href, proxy, postmaster: () => postmasterOf(dataDir) });
  } finally {
    await proxy.stop();
    await postgres.stop();
    await dropDataDir(dataDir);
  }
}
