import { documentedRoutes } from '../../src/apps/routes.ts';
import { openApiOf } from '../../src/platform/http-server/openapi.ts';

/** The text of docs/openapi.json. */
export function generateOpenApi(version: string): string {
  return `${JSON.stringify(openApiOf(documentedRoutes(), { version }), null, 2)}\n`;
}
