/** API and console only: accepts and shows; sending is left to a gateway process on the same database. */
import type { Configuration } from '../config/index.ts';
import { loadSecretKey } from '../config/index.ts';
import { freePort } from '../platform/free-port.ts';
import type { Logger } from '../platform/log.ts';
import { startRuntime } from './compose.ts';
import { requireDatabaseUrl } from './database/require-database-url.ts';
import { runProcess, type RunningProcess } from './run-process.ts';
import { serve } from './serve.ts';

await runProcess(async (configuration: Configuration, log: Logger): Promise<RunningProcess> => {
  const secretKey = loadSecretKey(configuration);
  const port = configuration.port === 0 ? await freePort(configuration.host) : configuration.port;
  const publicUrl = configuration.publicUrl ?? `http://${configuration.host}:${port}`;
  const databaseUrl = requireDatabaseUrl(configuration);
  const runtime = await startRuntime({
    publicUrl,
    databaseUrl,
    secretKey,
    alone: false,
    databaseDisk: configuration.databaseDisk,
    egressAllow: configuration.egressAllow,
    fileQuotaBytes: configuration.fileQuotaBytes,
    sends: false,
    works: false,
    log,
  });
  const server = await serve(runtime, { configuration, port, log });
  process.stdout.write(`titian ready ${publicUrl}\n`);
  return {
    buried: runtime.buried,
    async stop() {
      runtime.retire();
      await server.close();
      await runtime.stop();
    },
  };
});
