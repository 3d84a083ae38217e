import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';
import { requestErrors } from './errors.ts';
import { sendProblem } from './send-problem.ts';

/** A year: file names carry a hash of their contents. */
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * The console's files; every other path that a browser asks for as a page gets
 * index.html, because the console does its own routing.
 */
export async function serveFiles(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', path.startsWith(join(root, 'assets')) ? FOREVER : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/v1') &&
      (request.headers.accept ?? '').includes('text/html');
    if (!page) return sendProblem(new Problem(requestErrors.not_found), request, reply);
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
