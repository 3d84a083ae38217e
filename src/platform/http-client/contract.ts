/** What goes into the egress client and what comes out of it. */
export interface EgressRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of `body`. A stream needs `content-length` among the headers. */
  readonly bytes?: Uint8Array | AsyncIterable<Uint8Array>;
  /** For everything, from finding the address to the last octet of the answer. */
  readonly timeoutMs: number;
  /** 1 MiB unless told. */
  readonly maxResponseBytes?: number;
  /** A longer answer is cut there instead of failing as `too_large`. */
  readonly cutResponse?: boolean;
  readonly signal?: AbortSignal;
}

/** The same with an answer that is read as it comes. Its body throws when it breaks off; `cutResponse` means nothing here. */
export type EgressStreamOutcome =
  | (Omit<Extract<EgressOutcome, { readonly kind: 'response' }>, 'body'> & {
      /** Read once. Whoever stops early ends the exchange. */
      readonly body: AsyncIterable<Uint8Array>;
    })
  | Exclude<EgressOutcome, { readonly kind: 'response' }>;

export type EgressOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case; repeated headers joined with `, `. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  | {
      readonly kind: 'refused';
      readonly reason: 'bad_url' | 'bad_request' | 'bad_port' | 'private_address';
      readonly detail: string;
    }
  | {
      readonly kind: 'failed';
      /** `connect`: certainly nothing was sent. `exchange`: it may have been taken. */
      readonly phase: 'connect' | 'exchange';
      readonly reason: 'timeout' | 'connection' | 'too_large' | 'aborted';
      readonly detail: string;
    };
