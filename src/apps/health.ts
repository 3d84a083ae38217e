import { z } from 'zod';
import { type Route, routeFor } from '../platform/http-server/route.ts';

export interface HealthDeps {
  /** Whether this process takes requests: its database answers and it is not stopping. */
  readonly isReady: () => Promise<boolean>;
  /** Codes of what is wrong with the database, e.g. `disk_filling`; it takes requests all the same. */
  readonly alarms: () => readonly string[];
}

const route = routeFor<unknown>();
const PROBE = { name: 'probe', limit: 600, windowSeconds: 60 } as const;
const Alive = z.object({ status: z.literal('alive') });
const Readiness = z.object({ status: z.enum(['ready', 'not_ready']), alarms: z.array(z.string()) });

export const healthRoutes = (deps: HealthDeps): Route[] => [
  route({
    method: 'GET',
    path: '/healthz',
    operation: 'getLiveness',
    summary: 'The process runs',
    permission: 'public',
    rate: PROBE,
    response: { 200: Alive },
    handler: async () => ({ status: 200, body: { status: 'alive' } }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    operation: 'getReadiness',
    summary: 'The process takes requests',
    permission: 'public',
    rate: PROBE,
    response: { 200: Readiness, 503: Readiness },
    handler: async () => {
      const alarms = [...deps.alarms()];
      return (await deps.isReady())
        ? { status: 200, body: { status: 'ready', alarms } }
        : { status: 503, body: { status: 'not_ready', alarms }, headers: { 'retry-after': '2' } };
    },
  }),
];
