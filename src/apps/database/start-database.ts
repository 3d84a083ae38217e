import type { Configuration } from '../../config/index.ts';
import { startEmbeddedPostgres } from '../../platform/embedded-postgres/index.ts';
import type { Logger } from '../../platform/log.ts';
import { migrate } from '../../platform/migrate.ts';
import { whenReachable } from './when-reachable.ts';

export interface RunningDatabase {
  readonly url: string;
  /** It belongs to this process alone. */
  readonly embedded: boolean;
  /** A directory on its disk, where this machine can see it. */
  readonly disk: string | undefined;
  stop(): Promise<void>;
}

/** The operator's PostgreSQL where one is named, else our own; migrated either way. */
export async function startDatabase(configuration: Configuration, log: Logger): Promise<RunningDatabase> {
  const { databaseUrl } = configuration;
  if (databaseUrl !== undefined) {
    await whenReachable(() => migrate({ url: databaseUrl }), log);
    return {
      url: databaseUrl,
      embedded: false,
      disk: configuration.databaseDisk,
      stop: async () => undefined,
    };
  }
  const server = await startEmbeddedPostgres({ dataDir: configuration.dataDir, log });
  await whenReachable(() => migrate({ url: server.url }), log);
  return { url: server.url, embedded: true, disk: configuration.dataDir, stop: () => server.stop() };
}
