import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { Route } from './route.ts';

/** Answers by operation and status; what is no operation (the console's files, a wrong address) counts as `other`. */
export function countRequests(server: FastifyInstance, routes: readonly Route[], metrics: Metrics): void {
  const requests = metrics.counter({
    name: 'titian_http_requests_total',
    help: 'Answered requests',
    labels: ['operation', 'status'],
  });
  const operations = new Map(
    routes.map(({ spec }) => [`${spec.method} ${spec.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, spec.operation]),
  );
  server.addHook('onResponse', (request, reply, done) => {
    const operation = operations.get(`${request.method} ${request.routeOptions.url ?? ''}`) ?? 'other';
    requests.add(1, operation, String(reply.statusCode));
    done();
  });
}
