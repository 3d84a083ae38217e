/** Plays the provider's side of recorded HTTP exchanges, in order, and says where a request differs from the recording. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** `json` and `form` say what the body had to hold; header names are in lower case. */
export const exchangeShape = z.strictObject({
  about: z.string(),
  request: z.strictObject({
    method: z.string().default('POST'),
    path: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    json: z.unknown().optional(),
    form: z.record(z.string(), z.string()).optional(),
  }),
  /** Absent: the connection is dropped after the request was read. */
  response: z
    .strictObject({
      status: z.number(),
      headers: z.record(z.string(), z.string()).default({}),
      json: z.unknown().optional(),
      body: z.string().optional(),
    })
    .optional(),
});
export type Exchange = z.infer<typeof exchangeShape>;

export interface RecordedProvider {
  readonly port: number;
  readonly faults: string[];
  done(): boolean;
  stop(): Promise<void>;
}

export async function playExchanges(exchanges: readonly Exchange[]): Promise<RecordedProvider> {
  const faults: string[] = [];
  let step = 0;
  const server: Server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const exchange = exchanges[step];
      step += 1;
      if (exchange === undefined) {
        faults.push(`one request too many: ${request.method} ${request.url}`);
        response.writeHead(500).end();
        return;
      }
      faults.push(...differences(exchange, request, body));
      const { response: answer } = exchange;
      if (answer === undefined) {
        request.socket.destroy();
        return;
      }
      const text = answer.json === undefined ? (answer.body ?? '') : JSON.stringify(answer.json);
      response.writeHead(answer.status, answer.headers).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    faults,
    done: () => step >= exchanges.length,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function differences({ about, request: wanted }: Exchange, got: IncomingMessage, body: string): string[] {
  const faults: string[] = [];
  const compare = (what: string, actual: unknown, expected: unknown): void => {
    if (!isDeepStrictEqual(actual, expected))
      faults.push(`${about}: ${what} was ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  };
  compare('the method', got.method, wanted.method);
  compare('the path', got.url, wanted.path);
  for (const [name, value] of Object.entries(wanted.headers)) compare(name, got.headers[name], value);
  if (wanted.json !== undefined) compare('the body', JSON.parse(body), wanted.json);
  if (wanted.form !== undefined)
    compare('the form', Object.fromEntries(new URLSearchParams(body)), wanted.form);
  return faults;
}
