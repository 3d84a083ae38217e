import { allRoutes, type RouteDeps } from '../../src/apps/routes.ts';
import { openApiOf } from '../../src/platform/http-server/openapi.ts';

/** The text of docs/openapi.json. */
export const generateOpenApi = (version: string): string =>
  `${JSON.stringify(openApiOf(allRoutes(undemanding()), { version }), null, 2)}\n`;

/** Describing a route calls no handler, so what handlers need may be anything: here, itself all the way down. */
function undemanding(): RouteDeps {
  const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything });
  return anything as RouteDeps;
}
