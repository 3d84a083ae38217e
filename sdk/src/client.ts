/** A client of Titian's API: typed, without dependencies, for Node 20 and newer, Deno, Bun and browsers with a key of their own. */
import { type FileBody, OPERATIONS, type Operations } from './operations.ts';
import { TitianError } from './titian-error.ts';

export interface TitianOptions {
  /** Where the installation is, e.g. `https://pesan.toko.example`. */
  readonly baseUrl: string;
  /** `tt_live_…` or `tt_test_…` */
  readonly apiKey: string;
  /** Milliseconds until a call is given up; 30 s unless told, 10 minutes for files. */
  readonly timeoutMs?: number;
  /** How often a call is repeated that is safe to repeat; 2 unless told. */
  readonly retries?: number;
  readonly fetch?: typeof globalThis.fetch;
}

type Input<Name extends keyof Operations> = Omit<Operations[Name], 'response'> & {
  /** Makes a repetition safe: the same key is carried out once, for 72 hours. Made up for sending messages when absent. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};
type Output<Name extends keyof Operations> = Operations[Name]['response'];
/** Where nothing must be said, nothing need be said. */
type Arguments<Name extends keyof Operations> =
  Record<string, never> extends Input<Name> ? [input?: Input<Name>] : [input: Input<Name>];

export type Titian = {
  readonly [Name in keyof Operations]: (...input: Arguments<Name>) => Promise<Output<Name>>;
};

const TIMEOUT_MS = 30_000;
const FILE_TIMEOUT_MS = 600_000;

interface AnyInput {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** One function per operation of the API. They throw `TitianError` for every answer that is not a success. */
export function createTitian(options: TitianOptions): Titian {
  const calls = Object.entries(OPERATIONS).map(([name, [method, path, answer]]) => [
    name,
    (input: AnyInput = {}) => call(options, { name, method, path, answer }, input),
  ]);
  return Object.fromEntries(calls) as Titian;
}

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly answer: 'file' | undefined;
}

async function call(options: TitianOptions, operation: Operation, input: AnyInput): Promise<unknown> {
  const key = input.idempotencyKey ?? (operation.name === 'sendMessages' ? crypto.randomUUID() : undefined);
  const mayRepeat = operation.method === 'GET' || key !== undefined;
  const most = mayRepeat ? (options.retries ?? 2) : 0;
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= most;
    try {
      return await once(options, operation, {
        ...input,
        ...(key === undefined ? {} : { idempotencyKey: key }),
      });
    } catch (error) {
      if (last || input.signal?.aborted || !(error instanceof TitianError) || !error.retryable) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 250 * 2 ** attempt));
    }
  }
}

async function once(options: TitianOptions, operation: Operation, input: AnyInput): Promise<unknown> {
  const file = isFile(input.body);
  const patience = file || operation.answer === 'file' ? FILE_TIMEOUT_MS : TIMEOUT_MS;
  const timeout = AbortSignal.timeout(options.timeoutMs ?? patience);
  const fetch = options.fetch ?? globalThis.fetch;
  let response: Response;
  try {
    response = await fetch(addressOf(options.baseUrl, operation.path, input), {
      method: operation.method,
      headers: {
        authorization: `Bearer ${options.apiKey}`,
        ...(input.body === undefined ? {} : { 'content-type': contentTypeOf(input.body) }),
        ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
      },
      ...(isFile(input.body) ? { body: input.body } : {}),
      ...(input.body === undefined || file ? {} : { body: JSON.stringify(input.body) }),
      signal: input.signal === undefined ? timeout : AbortSignal.any([timeout, input.signal]),
    });
  } catch (error) {
    throw TitianError.ofNetwork(error);
  }
  if (response.ok && operation.answer === 'file') return response.arrayBuffer();
  const text = await response.text();
  if (!response.ok) throw TitianError.ofAnswer(response, text);
  if (text === '') return undefined;
  return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
}

const isFile = (body: unknown): body is FileBody =>
  body instanceof Uint8Array || body instanceof ArrayBuffer || body instanceof Blob;

function contentTypeOf(body: unknown): string {
  if (!isFile(body)) return 'application/json';
  return body instanceof Blob && body.type !== '' ? body.type : 'application/octet-stream';
}

function addressOf(baseUrl: string, path: string, input: AnyInput): URL {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.path?.[name];
    if (value === undefined) throw new TypeError(`path.${name} is missing`);
    return encodeURIComponent(String(value));
  });
  const url = new URL(filled, baseUrl);
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}
