/** Everything in one process: what `npm start` runs. */
import type { Configuration } from '../config/index.ts';
import { loadSecretKey } from '../config/index.ts';
import { createLoginLink, hasWorkspaces } from '../modules/accounts/index.ts';
import { freePort } from '../platform/free-port.ts';
import type { Logger } from '../platform/log.ts';
import { startRuntime } from './compose.ts';
import { startDatabase } from './database/start-database.ts';
import { createDemo, playDemo } from './demo.ts';
import { type Demo, forgetInstance, readDemo, writeDemo, writeInstance } from './instance.ts';
import { runProcess, type RunningProcess } from './run-process.ts';
import { serve } from './serve.ts';
import { welcome } from './welcome.ts';

await runProcess(startAll);

async function startAll(configuration: Configuration, log: Logger): Promise<RunningProcess> {
  const secretKey = loadSecretKey(configuration);
  const database = await startDatabase(configuration, log);
  const port = configuration.port === 0 ? await freePort(configuration.host) : configuration.port;
  const localUrl = `http://${configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host}:${port}`;
  const publicUrl = configuration.publicUrl ?? localUrl;
  const runtime = await startRuntime({
    publicUrl,
    databaseUrl: database.url,
    secretKey,
    alone: database.embedded,
    databaseDisk: database.disk,
    egressAllow: configuration.egressAllow,
    fileQuotaBytes: configuration.fileQuotaBytes,
    sends: true,
    works: true,
    log,
  });
  const { accounts } = runtime.routeDeps;
  let demo = readDemo(configuration.dataDir);
  const fresh = configuration.demo && !(await hasWorkspaces(accounts));
  if (fresh) {
    demo = await createDemo(runtime.routeDeps);
    writeDemo(configuration.dataDir, demo);
  }
  await runtime.openChannels();
  const server = await serve(runtime, { configuration, port, log });
  writeInstance(configuration.dataDir, { url: publicUrl, pid: process.pid });
  process.stdout.write(`titian ready ${publicUrl}\n`);
  if (fresh && demo !== undefined) await playDemo(runtime.routeDeps, demo.workspaceId);
  if (demo !== undefined) await greet(demo);

  async function greet(known: Demo): Promise<void> {
    const link = await createLoginLink(accounts, known.userId);
    process.stdout.write(welcome({ url: publicUrl, loginUrl: link.url, apiKey: known.apiKey }));
  }

  return {
    buried: runtime.buried,
    async stop() {
      runtime.retire();
      await server.close();
      await runtime.stop();
      forgetInstance(configuration.dataDir);
      await database.stop();
    },
  };
}
