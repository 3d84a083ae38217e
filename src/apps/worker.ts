/** Subscribers and maintenance, without HTTP and without channels. */
import { loadSecretKey } from '../config/index.ts';
import { startRuntime } from './compose.ts';
import { requireDatabaseUrl } from './database/require-database-url.ts';
import { runProcess } from './run-process.ts';

await runProcess(async (configuration, log) => {
  const secretKey = loadSecretKey(configuration);
  const databaseUrl = requireDatabaseUrl(configuration);
  const publicUrl = configuration.publicUrl ?? `http://${configuration.host}:${configuration.port}`;
  const runtime = await startRuntime({
    publicUrl,
    databaseUrl,
    secretKey,
    alone: false,
    databaseDisk: configuration.databaseDisk,
    egressAllow: configuration.egressAllow,
    sends: false,
    works: true,
    log,
  });
  log.info('worker ready');
  return { buried: runtime.buried, stop: () => runtime.stop() };
});
