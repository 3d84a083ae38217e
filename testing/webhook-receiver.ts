/** A company's system that hears of events over HTTP, and behaves as a test tells it to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly status: number;
}

export interface Receiver {
  /** Without a slash at the end. */
  readonly url: string;
  readonly heard: Heard[];
  stop(): Promise<void>;
}

/** Status of the answer, with headers; a promise delays it, `'hang'` never answers, `'cut'` breaks the connection. */
export type Behaviour = (request: Pick<Heard, 'path' | 'body'>) => Answered | Promise<Answered>;
export type Answered =
  | number
  | 'hang'
  | 'cut'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

export async function startReceiver(behave: Behaviour = () => 204): Promise<Receiver> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => void answer(request, response));
  server.keepAliveTimeout = 30_000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const path = request.url ?? '';
    const at = performance.now();
    const answered = await behave({ path, body });
    const plain = typeof answered === 'number' ? { status: answered } : answered;
    const status = typeof plain === 'string' ? 0 : plain.status;
    heard.push({ path, headers: headersOf(request), body, at, status });
    if (plain === 'cut') request.socket.destroy();
    else if (plain !== 'hang') response.writeHead(plain.status, plain.headers).end(plain.body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
