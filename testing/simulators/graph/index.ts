/**
 * The WhatsApp side of graph.facebook.com: takes messages, files and templates, keeps to Meta's documented limits,
 * calls the business with signed webhooks, plays the people, and fails on demand. It is checked by clients that know
 * nothing of it (interop.test.ts).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from './fault.ts';
import { createPeople, type People } from './people.ts';
import { createSending } from './send.ts';
import { type Served, serve, type Serving } from './serve.ts';
import { createState, type GraphOptions, type GraphState, type Person, type Taken } from './state.ts';
import { setStatus } from './templates.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export type { Fault } from './fault.ts';
export type { Said } from './people.ts';
export type { GraphOptions, Person, Taken } from './state.ts';

export interface Graph {
  readonly url: string;
  readonly port: number;
  readonly state: GraphState;
  readonly webhooks: Webhooks;
  readonly people: People;
  readonly taken: readonly Taken[];
  readonly counts: GraphState['counts'];
  /** Messages of people that were marked as read. */
  readonly read: readonly string[];
  /** What happens to the next messages, one each; afterwards all goes well. */
  script(...faults: readonly Fault[]): void;
  /** Called with everything that is taken, e.g. to let people answer. */
  onTaken(listener: (message: Taken, person: Person) => void): void;
  /** Lets Meta decide about a template. */
  judgeTemplate(name: string, event: string, reason?: string): void;
  close(): Promise<void>;
}

export async function startGraph(options: GraphOptions = {}): Promise<Graph> {
  const state = createState(options);
  const webhooks = createWebhooks(state);
  const faults: Fault[] = [];
  const listeners = new Set<(message: Taken, person: Person) => void>();
  const sending = createSending(state, webhooks, (message, person) => {
    for (const listener of listeners) listener(message, person);
  });
  const fault = (): Fault => faults.shift() ?? { kind: 'none' };
  let origin = '';
  const server = createServer((request, response) => {
    state.counts.requests += 1;
    void handle({ state, webhooks, sending, origin, fault }, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(state.settings.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  const [number] = state.numbers.values();
  if (number === undefined) throw new Error('no number');
  return {
    url: origin,
    port,
    state,
    webhooks,
    people: createPeople(state, webhooks, number),
    taken: state.taken,
    counts: state.counts,
    read: sending.read,
    script: (...more) => void faults.push(...more),
    onTaken: (listener) => void listeners.add(listener),
    judgeTemplate(name, event, reason) {
      for (const template of state.templates.values())
        if (template.name === name) setStatus({ state, webhooks }, template, event, reason);
    },
    async close() {
      webhooks.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return;
  }
  const served = await serve(serving, {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', serving.origin),
    headers: request.headers,
    body: Buffer.concat(chunks),
  });
  const wait = waitOf(serving, served);
  if (wait > 0) serving.webhooks.later(wait, () => say(served, request, response));
  else say(served, request, response);
}

function waitOf({ state }: Serving, served: Served): number {
  if ('file' in served) return 0;
  return served.fault.kind === 'slow' ? served.fault.ms : state.settings.answerMs;
}

function say(served: Served, request: IncomingMessage, response: ServerResponse): void {
  if ('file' in served) {
    response
      .writeHead(200, { 'content-type': served.mime, 'content-length': served.file.length })
      .end(served.file);
    return;
  }
  const { answer, fault } = served;
  if (fault.kind === 'silence') return;
  if (fault.kind === 'cut' || fault.kind === 'cut_taken') {
    request.socket.destroy();
    return;
  }
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  response
    .writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8', ...answer.headers })
    .end(text);
}
