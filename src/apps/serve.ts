import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../config/index.ts';
import { addSecurityHeaders } from '../platform/http-server/security-headers.ts';
import { countRequests } from '../platform/http-server/count-requests.ts';
import { serveMetrics } from '../platform/http-server/serve-metrics.ts';
import { answerWithPage, serveFiles } from '../platform/http-server/serve-files.ts';
import { createHttpServer } from '../platform/http-server/server.ts';
import type { Logger } from '../platform/log.ts';
import { systemClock } from './channel-deps.ts';
import type { Runtime } from './compose.ts';
import { allRoutes } from './routes.ts';

/** The built console: two levels above both `src/apps` and `dist/apps`. */
const CONSOLE = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'web');

/** API and console on one port. Rejects when the port is taken. */
export async function serve(
  runtime: Runtime,
  options: { readonly configuration: Configuration; readonly port: number; readonly log: Logger },
): Promise<{ close(): Promise<void> }> {
  const { configuration, log } = options;
  const hasConsole = existsSync(join(CONSOLE, 'index.html'));
  const routes = allRoutes(runtime.routeDeps);
  const server = createHttpServer({
    routes,
    guard: runtime.guard,
    log,
    trustedProxies: configuration.trustedProxies,
    now: systemClock.monotonic,
    ...(hasConsole ? { answerMissing: answerWithPage } : {}),
  });
  countRequests(server, routes, runtime.metrics);
  serveMetrics(server, { metrics: runtime.metrics, token: configuration.metricsToken });
  addSecurityHeaders(server, configuration.publicUrl?.startsWith('https:') === true);
  if (hasConsole) await serveFiles(server, CONSOLE);
  await server.listen({ port: options.port, host: configuration.host });
  return { close: () => server.close() };
}
