/** What an adapter may use of the outside world. Part of the channel contract. */
import type { Socket } from 'node:net';

/** Logger that redacts; an adapter has no other way to write a line. */
export interface ChannelLogger {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
}

export interface Clock {
  /** Wall clock, milliseconds since the epoch. */
  now(): number;
  /** Monotonic, milliseconds; differences only. */
  monotonic(): number;
}

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Accept any certificate. Only for a provider that cannot do better; shown in red on the form. */
  readonly tlsInsecure: boolean;
  readonly timeoutMs: number;
}

/** A call to a provider over HTTP. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `https` or `http`, without user name and password. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of `body`. A stream needs `content-length` among the headers. */
  readonly bytes?: Uint8Array | AsyncIterable<Uint8Array>;
  /** For everything: finding the address, connecting, sending, and reading the answer to its end. */
  readonly timeoutMs: number;
  /** 1 MiB unless told. */
  readonly maxResponseBytes?: number;
  readonly signal?: AbortSignal;
}

/** Whatever comes back, as a value. A redirect is an answer like any other and is not followed. */
export type HttpOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case; a header that came several times is joined with `, `. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  /** The address may not be called from here; nothing was sent. `detail` says what to do about it. */
  | { readonly kind: 'refused'; readonly reason: HttpRefusal; readonly detail: string }
  | {
      readonly kind: 'failed';
      /** `connect`: certainly nothing was sent. `exchange`: the provider may have taken it. */
      readonly phase: 'connect' | 'exchange';
      readonly reason: 'timeout' | 'connection' | 'too_large' | 'aborted';
      readonly detail: string;
    };

/** An answer that is read as it comes: its body throws when it breaks off. Whoever stops reading early ends the call. */
export type HttpStreamOutcome =
  | (Omit<Extract<HttpOutcome, { readonly kind: 'response' }>, 'body'> & {
      readonly body: AsyncIterable<Uint8Array>;
    })
  | Exclude<HttpOutcome, { readonly kind: 'response' }>;

export type HttpRefusal = 'bad_url' | 'bad_request' | 'bad_port' | 'private_address';

/** A file of the workspace, opened for sending. */
export interface OpenFile {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Lower case hex: the same file needs to be uploaded to a provider only once. */
  readonly sha256: string;
  body(): AsyncIterable<Uint8Array>;
}

/** All an adapter may use of the outside world. */
export interface ChannelDeps {
  readonly clock: Clock;
  readonly log: ChannelLogger;
  /** Opens a TCP or TLS socket; rejects with an Error when it cannot within the time. */
  connect(options: ConnectOptions): Promise<Socket>;
  /** Calls a provider over HTTP. Never rejects. */
  fetch(request: HttpRequest): Promise<HttpOutcome>;
  /** The same for long answers. Never rejects. */
  fetchStream(request: HttpRequest): Promise<HttpStreamOutcome>;
  /** A file of this channel's workspace by its public id; undefined when there is none. */
  openFile(id: string): Promise<OpenFile | undefined>;
  /**
   * A public address under which a provider can fetch the file without a secret, for `forSeconds`; for providers that
   * take links only.
   */
  linkFile(id: string, forSeconds: number): Promise<string | undefined>;
  /** A random fraction in [0, 1): for jitter. */
  random(): number;
  /** 8 or 16 bit references for concatenated texts and the like. */
  randomInt(maxExclusive: number): number;
  /** The channel's webhook address in its secret form; what is called there arrives in `receive`. */
  readonly callbackUrl: string;
}
