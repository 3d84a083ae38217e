/** Who may read the figures, and that requests are counted under the names of their operations. */
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { createLogger } from '../log.ts';
import { countRequests } from './count-requests.ts';
import { routeFor } from './route.ts';
import { serveMetrics } from './serve-metrics.ts';
import { createHttpServer } from './server.ts';

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function start(token: string | undefined): { server: FastifyInstance; metrics: Metrics } {
  const route = routeFor<undefined>();
  const metrics = createMetrics();
  const routes = [
    route({
      method: 'GET',
      path: '/v1/things/{id}',
      operation: 'getThing',
      summary: 'A thing',
      permission: 'public',
      rate: { name: 'things', limit: 100, windowSeconds: 60 },
      params: z.strictObject({ id: z.string() }),
      response: { 200: z.object({}) },
      handler: async () => ({ status: 200, body: {} }),
    }),
  ];
  const guard = { authenticate: async () => undefined, authorize: () => false, callerOf: () => '' };
  const server = createHttpServer({
    routes,
    guard,
    log: createLogger('silent'),
    trustedProxies: [],
    now: () => performance.now(),
  });
  countRequests(server, routes, metrics);
  serveMetrics(server, { metrics, token });
  servers.push(server);
  return { server, metrics };
}

const ask = (server: FastifyInstance, headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  server.inject({ method: 'GET', url: '/metrics', headers, remoteAddress });

it.each<[string, Record<string, string>, string, number]>([
  ['this machine', { host: '127.0.0.1:3000' }, '127.0.0.1', 200],
  ['this machine by name', { host: 'localhost:3000' }, '::1', 200],
  ['another machine', { host: '10.0.0.5:3000' }, '10.0.0.9', 401],
  ['another machine that says otherwise', { host: 'localhost' }, '10.0.0.9', 401],
  ['a proxy on this machine', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1', 401],
  ['a page that took over a name', { host: 'evil.example:3000' }, '127.0.0.1', 401],
])('without a token: %s', async (_who, headers, remoteAddress, status) => {
  expect((await ask(start(undefined).server, headers, remoteAddress)).statusCode).toBe(status);
});

it.each<[string, Record<string, string>, number]>([
  ['the token', { authorization: 'Bearer rahasia-sekali-0123' }, 200],
  ['another token', { authorization: 'Bearer rahasia-sekali-0124' }, 401],
  ['none, although it is this machine', { host: 'localhost' }, 401],
])('with a token: %s', async (_who, headers, status) => {
  expect((await ask(start('rahasia-sekali-0123').server, headers)).statusCode).toBe(status);
});

it('requests count under their operation, and an address never becomes a label', async () => {
  const { server, metrics } = start(undefined);
  await server.inject({ method: 'GET', url: '/v1/things/+6281234567890' });
  await server.inject({ method: 'GET', url: '/v1/things/a' });
  await server.inject({ method: 'GET', url: '/v1/+6281234567890' });
  await server.inject({ method: 'DELETE', url: '/v1/things/a' });
  const lines = (await metrics.render()).split('\n').filter((line) => line.startsWith('titian_http'));
  expect(lines.sort()).toEqual([
    'titian_http_requests_total{operation="getThing",status="200"} 2',
    'titian_http_requests_total{operation="other",status="404"} 1',
    'titian_http_requests_total{operation="other",status="405"} 1',
  ]);
});
