/**
 * HTTP for everybody: parses, asks who is calling and whether that is allowed,
 * counts, hands over, and turns what comes back into a response. It knows no domain.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
} from 'fastify';
import type { z } from 'zod';
import type { Logger } from '../log.ts';
import { Problem } from '../problem.ts';
import { requestErrors } from './errors.ts';
import { parseInput } from './parse-input.ts';
import { createRateLimiter, type RateLimiter } from './rate-limit.ts';
import { faultsOfRoutes, type Method, type RatePolicy, type RequestContext, type Route } from './route.ts';
import { localeOf, problemOf, sendProblem } from './send-problem.ts';

/** Enough for 1,000 messages of ten segments each with metadata. */
export const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

const NO_BYTES = Buffer.alloc(0);
const NO_PIECES: AsyncIterable<Uint8Array> = Readable.from([]);
/** 100 MiB over a line of 1.4 Mbit/s. Bodies that are parsed are at most 4 MiB, so this holds no more than a socket. */
const LONGEST_REQUEST_MS = 600_000;
const LONGEST_HEADERS_MS = 30_000;

/** What the server must know about a caller; the domain decides who that is. */
export interface Guard<Actor> {
  /** The caller, or undefined when nobody is signed in. Throws a Problem for credentials that are no good. */
  authenticate(request: GuardRequest): Promise<Actor | undefined>;
  /** True when the actor may use a permission. */
  authorize(actor: Actor, permission: string): boolean;
  /** Stable per API key or member; requests are counted under it. */
  callerOf(actor: Actor): string;
}

export interface GuardRequest {
  readonly method: string;
  readonly path: string;
  readonly ip: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
}

export interface HttpServerOptions<Actor> {
  readonly routes: readonly Route[];
  readonly guard: Guard<Actor>;
  readonly log: Logger;
  /** Addresses of proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustedProxies: readonly string[];
  readonly now: () => number;
  /** What to send where no route is; undefined leaves it at 404. */
  readonly answerMissing?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;
}

/** Builds the server without listening. Throws with every fault when a route lacks permission, rate or schema. */
export function createHttpServer<Actor>(options: HttpServerOptions<Actor>): FastifyInstance {
  const faults = faultsOfRoutes(options.routes);
  if (faults.length > 0) throw new Error(`routes that may not be served:\n${faults.join('\n')}`);
  const dialects = [...new Set(options.routes.flatMap(({ spec }) => spec.dialect ?? []))];
  const server = Fastify({
    logger: false,
    frameworkErrors: (error, request, reply) => {
      sendProblem(problemOf(error), request, reply, dialects);
    },
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: () => randomUUID(),
    requestTimeout: LONGEST_REQUEST_MS,
    http: { headersTimeout: LONGEST_HEADERS_MS },
    forceCloseConnections: 'idle',
    // Answers on open connections while closing, so that accepted requests are finished.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
  });
  // Fastify would hand plain text over as a string; only JSON is an answer to a schema.
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.code === requestErrors.internal) {
      options.log.error(
        { err: error, requestId: request.id, operation: request.routeOptions.url },
        'request failed',
      );
    }
    return sendProblem(problem, request, reply, dialects);
  });
  server.setNotFoundHandler(
    (request, reply) =>
      options.answerMissing?.(request, reply) ??
      sendProblem(new Problem(requestErrors.not_found), request, reply, dialects),
  );
  registerRoutes(server, options);
  return server;
}

function registerRoutes<Actor>(server: FastifyInstance, options: HttpServerOptions<Actor>): void {
  const limiter = createRateLimiter(options.now);
  const methodsOfUrl = new Map<string, Set<Method>>();
  for (const route of options.routes) {
    const url = urlOf(route);
    methodsOfUrl.set(url, (methodsOfUrl.get(url) ?? new Set()).add(route.spec.method));
  }
  const register = (scope: FastifyInstance, takes: Taken): void => {
    for (const route of options.routes.filter((one) => takenBy(one) === takes)) {
      const { method, beforeBody } = route.spec;
      const served = { ...route, policyName: `"${route.spec.rate.name}"`, policy: policyOf(route.spec.rate) };
      scope.route({
        method,
        url: urlOf(route),
        ...(beforeBody === undefined ? {} : { onRequest: sizeTo(beforeBody) }),
        handler: (request, reply) => serve(served, request, reply, options, limiter),
      });
    }
  };
  register(server, 'json');
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    register(scope, 'bytes');
  });
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    register(scope, 'stream');
  });
  refuseOtherMethods(server, methodsOfUrl);
}

/** Without `Content-Length` the size is not known, and the body is read. */
const sizeTo =
  (beforeBody: (bytes: number) => void): onRequestHookHandler =>
  (request, _reply, done) => {
    beforeBody(Number(request.headers['content-length'] ?? 0));
    done();
  };

const urlOf = ({ spec }: Route): string => spec.path.replaceAll(/\{(\w+)\}/g, ':$1');

type Taken = 'json' | 'bytes' | 'stream';

/** How the body of a route reaches its handler. */
function takenBy({ spec }: Route): Taken {
  if (spec.upload === true) return 'stream';
  return spec.rawBody === true || spec.dialect !== undefined ? 'bytes' : 'json';
}

/** 405 with `Allow` instead of a 404 that sends people looking for a typing error. */
function refuseOtherMethods(
  server: FastifyInstance,
  methodsOfUrl: ReadonlyMap<string, ReadonlySet<Method>>,
): void {
  const all: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  for (const [url, allowed] of methodsOfUrl) {
    const others = all.filter((method) => !allowed.has(method));
    if (others.length === 0) continue;
    server.route({
      method: others,
      url,
      exposeHeadRoute: false,
      handler: (_request, reply) => {
        reply.header('allow', [...allowed].join(', '));
        throw new Problem(requestErrors.method_not_allowed);
      },
    });
  }
}

/** A route with what every answer says of its rate (draft-ietf-httpapi-ratelimit-headers). */
interface ServedRoute extends Route {
  readonly policyName: string;
  readonly policy: string;
}

const policyOf = ({ name, limit, windowSeconds }: RatePolicy): string =>
  `"${name}";q=${limit};w=${windowSeconds}`;

async function serve<Actor>(
  route: ServedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpServerOptions<Actor>,
  limiter: RateLimiter,
): Promise<FastifyReply> {
  const { spec } = route;
  const actor = await admit(route, request, options);
  const caller = actor === undefined ? `ip:${request.ip}` : options.guard.callerOf(actor);
  const decision = limiter.take(spec.rate, caller);
  reply.header('ratelimit-policy', route.policy);
  reply.header('ratelimit', `${route.policyName};r=${decision.remaining};t=${decision.resetSeconds}`);
  if (!decision.allowed) {
    throw new Problem(requestErrors.rate_limited, { retryAfterSeconds: decision.resetSeconds });
  }
  const context: RequestContext<unknown> = {
    actor,
    requestId: request.id,
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    locale: localeOf(request),
    headers: request.headers,
    rawBody: Buffer.isBuffer(request.body) ? request.body : NO_BYTES,
    upload: spec.upload === true ? request.raw.iterator({ destroyOnReturn: false }) : NO_PIECES,
  };
  const answer = await route.handle(context, {
    params: parsed(spec.params, request.params),
    query: parsed(spec.query, request.query),
    body: parsed(spec.body, spec.dialect?.readBody(context.rawBody) ?? request.body ?? {}),
  });
  reply.status(answer.status).header('x-request-id', request.id);
  if (answer.headers !== undefined)
    for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value);
  if (answer.stream !== undefined) return reply.send(answer.stream);
  const json = answer.json ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body));
  return json === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(json);
}

/** The route's own schema says what this is; the handler that it is handed to was typed by the same schema. */
const parsed = (schema: z.ZodType | undefined, value: unknown): undefined =>
  schema === undefined ? undefined : (parseInput(schema, value) as undefined);

/** The caller of a route, once known and allowed; undefined only on public routes. */
async function admit<Actor>(
  route: Route,
  request: FastifyRequest,
  options: HttpServerOptions<Actor>,
): Promise<Actor | undefined> {
  const { permission } = route.spec;
  const actor = await options.guard.authenticate({
    method: request.method,
    path: request.url,
    ip: request.ip,
    headers: request.headers,
    query: request.query as Record<string, unknown>,
  });
  if (permission === 'public') return actor;
  if (actor === undefined) throw new Problem(requestErrors.unauthenticated);
  if (!options.guard.authorize(actor, permission)) {
    throw new Problem(requestErrors.forbidden, { detail: `This needs the permission \`${permission}\`.` });
  }
  return actor;
}
