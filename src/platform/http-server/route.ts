/**
 * A route says everything about itself in one place: who may call it, how often,
 * what goes in and what comes out. The server refuses to start with one that does not.
 */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorCode } from '../problem.ts';
import type { Dialect } from './dialect.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Requests per window, counted per API key or member, or per address where nobody is signed in. */
export interface RatePolicy {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Who is calling, as far as the server needs to know: an opaque actor and its workspace. */
export interface RequestContext<Actor> {
  readonly actor: Actor;
  readonly requestId: string;
  /** The address of the caller: the socket's, or the one a trusted proxy names. */
  readonly ip: string;
  readonly userAgent: string;
  readonly locale: 'id' | 'en';
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body's bytes, for routes with `rawBody`; empty otherwise. */
  readonly rawBody: Buffer;
  /** The body as it comes in, for routes with `upload`; nothing otherwise. Ending early leaves the connection usable. */
  readonly upload: AsyncIterable<Uint8Array>;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a body: JSON that is written already. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Instead of a body: bytes that go on for as long as the caller listens. */
  readonly stream?: Readable;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface RouteInput<Params, Query, Body> {
  readonly params: Parsed<Params>;
  readonly query: Parsed<Query>;
  readonly body: Parsed<Body>;
}

export interface RouteSpec<
  Actor,
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  QuerySchema extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly method: Method;
  /** `/v1/messages/{id}` */
  readonly path: string;
  /** Unique verb and noun, `sendMessages`: the name in OpenAPI and in generated clients. */
  readonly operation: string;
  readonly summary: string;
  /** A permission that `authorize` understands, or `public` where anybody may call. */
  readonly permission: string;
  readonly rate: RatePolicy;
  readonly params?: Params;
  readonly query?: QuerySchema;
  readonly body?: Body;
  /** Success answers by status; null where there is no body. */
  readonly response: Readonly<Record<number, z.ZodType | null>>;
  readonly errors?: readonly ErrorCode[];
  /** Takes any content type and hands the bytes over unparsed. */
  readonly rawBody?: boolean;
  /** As `rawBody`, for files: nothing is read before the handler reads `upload`, and it decides how much it takes. */
  readonly upload?: boolean;
  /** Throws a Problem where a body of so many bytes is not worth reading now. Nobody is known yet. */
  readonly beforeBody?: (bytes: number) => void;
  /** It answers 200 with a file as `stream`; its kind, `text/csv`, or any where the file decides. */
  readonly download?: string;
  /** It speaks somebody else's API, whose own reference describes it: it is left out of ours. */
  readonly dialect?: Dialect;
  readonly handler: (
    context: RequestContext<Actor>,
    input: RouteInput<Params, QuerySchema, Body>,
  ) => Promise<Reply>;
}

/** A route of any shape, as lists hold them. */
export interface Route {
  readonly spec: Omit<RouteSpec<unknown>, 'handler'>;
  readonly handle: (
    context: RequestContext<unknown>,
    input: RouteInput<undefined, undefined, undefined>,
  ) => Promise<Reply>;
}

/** Binds a route to its actor type; modules make one each: `const route = routeFor<Actor>()`. */
export function routeFor<Actor>() {
  return <
    const Params extends z.ZodType | undefined = undefined,
    const QuerySchema extends z.ZodType | undefined = undefined,
    const Body extends z.ZodType | undefined = undefined,
  >(
    spec: RouteSpec<Actor, Params, QuerySchema, Body>,
  ): Route => {
    const { handler, ...rest } = spec;
    // The server hands in exactly what these schemas parsed and the actor that `authenticate` made.
    return { spec: rest, handle: handler as unknown as Route['handle'] };
  };
}

/** Lists what a route must have and this one lacks; empty when it may be served. */
export function faultsOfRoute(route: Route): string[] {
  const { spec } = route;
  const name = `${spec.method} ${spec.path}`;
  const faults: string[] = [];
  if (!spec.permission) faults.push(`${name}: no permission`);
  if (!spec.rate || spec.rate.limit <= 0) faults.push(`${name}: no rate`);
  if (Object.keys(spec.response ?? {}).length === 0) faults.push(`${name}: no response schema`);
  const takesBytes = spec.rawBody === true || spec.upload === true;
  if (['POST', 'PUT', 'PATCH'].includes(spec.method) && spec.body === undefined && !takesBytes) {
    faults.push(`${name}: no body schema`);
  }
  const placeholders = [...spec.path.matchAll(/\{(\w+)\}/g)];
  if (placeholders.length > 0 && spec.params === undefined)
    faults.push(`${name}: no schema for path parameters`);
  return faults;
}

/** As `faultsOfRoute` for all of them; also rate policies that share a name, and so a count, but not a limit. */
export function faultsOfRoutes(routes: readonly Route[]): string[] {
  const faults = routes.flatMap(faultsOfRoute);
  const known = new Map<string, string>();
  for (const { spec } of routes) {
    if (!spec.rate) continue;
    const { name, limit, windowSeconds } = spec.rate;
    const said = `${limit} in ${windowSeconds} s`;
    const before = known.get(name);
    known.set(name, before ?? said);
    if (before !== undefined && before !== said)
      faults.push(`${spec.method} ${spec.path}: rate "${name}" is ${said} here and ${before} elsewhere`);
  }
  return faults;
}
