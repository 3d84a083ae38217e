/**
 * `GET /metrics` for Prometheus, outside the API: no workspace, no member and no key may ask for it. With a token it
 * asks for the token; without one it answers only to programs on this machine.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sameSecret } from '../../lib/same-secret.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { Problem } from '../problem.ts';
import { requestErrors } from './errors.ts';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** A page in a browser on this machine can reach the port, but not under these names. */
const LOCAL_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;
/** A proxy on this machine speaks for strangers. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

export function serveMetrics(
  server: FastifyInstance,
  options: { readonly metrics: Metrics; readonly token: string | undefined },
): void {
  server.get('/metrics', async (request, reply) => {
    if (!mayLook(request, options.token)) {
      const detail =
        options.token === undefined
          ? 'Set TITIAN_METRICS_TOKEN to read figures from another machine.'
          : 'Send `Authorization: Bearer` with the value of TITIAN_METRICS_TOKEN.';
      throw new Problem(requestErrors.unauthenticated, { detail });
    }
    return reply
      .type(CONTENT_TYPE)
      .header('cache-control', 'no-store')
      .send(await options.metrics.render());
  });
}

function mayLook(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return sameSecret(request.headers.authorization, `Bearer ${token}`);
  return (
    LOOPBACK.test(request.socket.remoteAddress ?? '') &&
    LOCAL_HOST.test(request.headers.host ?? '') &&
    FORWARDED.every((name) => request.headers[name] === undefined)
  );
}
