/**
 * The one HTTP client for every address that a customer or a provider can influence: `http` and
 * `https` only, a name resolved once per connection and judged before it is used, no redirects,
 * limits of size and time. Every failure is a value.
 */
import { Readable } from 'node:stream';
import { Agent, buildConnector, type Dispatcher, Pool } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import type { EgressOutcome, EgressRequest, EgressStreamOutcome } from './contract.ts';
import { refusedBy, startExchange } from './exchange.ts';
import { parseTarget, type Target } from './parse-target.ts';
import { startStream } from './stream-exchange.ts';

export interface Egress {
  /** What is wrong with an address before anybody calls it; names are resolved only by a call. */
  inspect(url: string): Extract<EgressOutcome, { kind: 'refused' }> | undefined;
  /** Never rejects. */
  request(request: EgressRequest): Promise<EgressOutcome>;
  /** For long answers: never rejects, but the body of the answer throws when it breaks off. */
  stream(request: EgressRequest): Promise<EgressStreamOutcome>;
  /** Ends every connection; what is under way fails with `connection`. */
  close(): Promise<void>;
}

export interface EgressOptions {
  readonly guard: AddressGuard;
  /** Connections to one origin at a time; 16 unless told. More requests wait their turn. */
  readonly connectionsPerOrigin?: number;
  /** How long an idle connection is kept, milliseconds, whatever the other side offers; 20 s unless told. An origin without connections is forgotten. */
  readonly keepAliveMs?: number;
}

const MAX_RESPONSE_BYTES = 1_048_576;
const CONNECT_TIMEOUT_MS = 10_000;
/** Judging an address takes 20 µs, a fifteenth of a call, and most calls go where the last ones went. */
const REMEMBERED_TARGETS = 64;

export function createEgress({
  guard,
  connectionsPerOrigin = 16,
  keepAliveMs = 20_000,
}: EgressOptions): Egress {
  const agent = new Agent({
    factory: (origin, options) =>
      new Pool(origin, {
        ...options,
        connections: connectionsPerOrigin,
        keepAliveTimeout: keepAliveMs,
        keepAliveMaxTimeout: keepAliveMs,
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: guard.lookupFor(portOf(origin)) }),
      }),
  });
  /** Those that were found good as they are written; what a name leads to is judged with each connection. */
  const remembered = new Map<string, Target>();
  function judge(url: string): Target | Extract<EgressOutcome, { kind: 'refused' }> {
    const known = remembered.get(url);
    if (known !== undefined) return known;
    const target = parseTarget(url, guard.isNamed);
    if ('fault' in target) return { kind: 'refused', reason: target.fault, detail: target.detail };
    const refused = guard.refuseLiteral(target.host, target.port);
    if (refused !== undefined) return refusedBy(refused);
    if (remembered.size >= REMEMBERED_TARGETS) remembered.clear();
    remembered.set(url, target);
    return target;
  }

  const send = (
    { path, origin }: Target,
    request: EgressRequest,
    handler: Dispatcher.DispatchHandler,
  ): boolean => {
    const { method, headers } = request;
    return agent.dispatch({ method, headers, path, origin, body: bodyOf(request) }, handler);
  };

  return {
    inspect(url) {
      const target = judge(url);
      return 'kind' in target ? target : undefined;
    },
    async request(request) {
      const target = judge(request.url);
      if ('kind' in target) return target;
      return startExchange({
        dispatch: (handler) => send(target, request, handler),
        timeoutMs: request.timeoutMs,
        maxResponseBytes: request.maxResponseBytes ?? MAX_RESPONSE_BYTES,
        cutResponse: request.cutResponse ?? false,
        signal: request.signal,
      });
    },
    async stream(request) {
      const target = judge(request.url);
      if ('kind' in target) return target;
      return startStream({
        dispatch: (handler) => send(target, request, handler),
        timeoutMs: request.timeoutMs,
        maxResponseBytes: request.maxResponseBytes ?? MAX_RESPONSE_BYTES,
        signal: request.signal,
      });
    },
    close: () => agent.destroy(),
  };
}

function portOf(origin: string | URL): number {
  const { port, protocol } = new URL(origin);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

function bodyOf({ body, bytes }: EgressRequest): string | Buffer | Readable | null {
  if (bytes === undefined) return body ?? null;
  return bytes instanceof Uint8Array
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Readable.from(bytes);
}
