import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A year: file names carry a hash of their contents. */
const FOREVER = 'public, max-age=31536000, immutable';

/** The console's files. Paths that are none get its page by `answerWithPage`: the console does its own routing. */
export async function serveFiles(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, {
    root,
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', path.startsWith(join(root, 'assets')) ? FOREVER : 'no-cache');
    },
  });
}

/** The console's page, for whoever asks for a page; undefined for everything else. */
export function answerWithPage(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  if (request.method !== 'GET' || request.url.startsWith('/v1') || !wantsPage) return undefined;
  return reply.header('cache-control', 'no-cache').sendFile('index.html');
}
