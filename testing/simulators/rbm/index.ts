/**
 * Google's RCS Business Messaging platform over real HTTP: tokens, messages, events, capabilities, files, testers and
 * signed webhooks, within the documented limits, and with faults on demand.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type AgentOptions } from './agent.ts';
import { suggestionsOf } from './agent-message.ts';
import type { Fault } from './fault.ts';
import type { Call, World } from './operations.ts';
import { People, type PhoneSetting } from './people.ts';
import { type Route, ROUTES } from './routes.ts';
import { notFound, RpcError, rpcBody, unauthenticated } from './rpc.ts';
import { type KnownAccount, TokenService } from './tokens.ts';

export type { Fault } from './fault.ts';
export type { SentMessage } from './agent.ts';

export interface RbmOptions {
  readonly accounts: readonly KnownAccount[];
  readonly agents: readonly AgentOptions[];
  readonly port?: number;
  /** 3599 at Google. */
  readonly tokenSeconds?: number;
  /** Phones that are on show a message after so many milliseconds. */
  readonly deliverAfterMs?: number;
  readonly readAfterMs?: number;
  /** Numbers that were not set up. */
  readonly unknownPhones?: 'reachable' | 'unreachable';
  readonly repeats?: 'refuse' | 'ignore';
  /** Messages per second above which 429 is answered. */
  readonly messagesPerSecond?: number;
  /** Before a webhook call is repeated for the first time. */
  readonly firstPauseMs?: number;
}

export interface RbmSimulator {
  readonly url: string;
  readonly tokenUrl: string;
  readonly tokens: TokenService;
  agent(agentId: string): Agent;
  phone(number: string, setting: PhoneSetting): void;
  /** What happens to the next requests to the API, one each; afterwards all goes well. */
  script(...faults: readonly Fault[]): void;
  /** Calls of the API, whatever became of them, as `POST /v1/…`. */
  readonly requests: readonly string[];
  /** Whether messages whose time is over can be taken back; yes unless told. */
  revokes: boolean;
  /** A person presses what stands under a message. */
  tap(agentId: string, messageId: string, text: string): string;
  /** A person sends a file, which is fetched from here. */
  sendFile(agentId: string, phone: string, file: { bytes: Buffer; mime: string; name: string }): string;
  close(): Promise<void>;
}

const READ_AGAIN_MS = 50;

export async function startRbm(options: RbmOptions): Promise<RbmSimulator> {
  const people = new People(options.unknownPhones ?? 'reachable');
  const tokens = new TokenService(options.accounts, options.tokenSeconds ?? 3599);
  const faults: Fault[] = [];
  const requests: string[] = [];
  const userFiles = new Map<string, { readonly bytes: Buffer; readonly mime: string }>();
  let revokes = true;
  const agents = options.agents.map(
    (one) =>
      new Agent(one, {
        people,
        firstPauseMs: options.firstPauseMs ?? READ_AGAIN_MS,
        deliverAfterMs: options.deliverAfterMs,
        readAfterMs: options.readAfterMs,
        repeats: options.repeats ?? 'refuse',
        revokes: () => revokes,
      }),
  );
  const world: World = {
    agents,
    people,
    files: { names: new Set() },
    mayTake: allowance(options.messagesPerSecond),
  };
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const file = userFiles.get(path);
    if (file !== undefined) return void response.setHeader('content-type', file.mime).end(file.bytes);
    if (path === '/token') return void serveToken(tokens, origin(server), request, response);
    requests.push(`${request.method} ${request.url}`);
    void serve({ world, tokens, fault: faults.shift() }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const agent = (agentId: string): Agent => {
    const found = agents.find((one) => one.options.agentId === agentId);
    if (found === undefined) throw new Error(`there is no agent ${agentId}`);
    return found;
  };
  const url = origin(server);
  return {
    url,
    tokenUrl: `${url}/token`,
    tokens,
    agent,
    requests,
    get revokes() {
      return revokes;
    },
    set revokes(value: boolean) {
      revokes = value;
    },
    phone: (number, setting) => people.set(number, setting),
    script: (...more) => void faults.push(...more),
    tap: (agentId, messageId, text) => tap(agent(agentId), messageId, text),
    sendFile(agentId, phone, { bytes, mime, name }) {
      const path = `/user-files/${userFiles.size}`;
      userFiles.set(path, { bytes, mime });
      const payload = {
        mimeType: mime,
        fileSizeBytes: bytes.length,
        fileName: name,
        fileUri: `${url}${path}`,
      };
      return agent(agentId).hear(phone, { userFile: { payload } });
    },
    async close() {
      await Promise.all(agents.map((one) => one.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const origin = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** So many in each second of the clock. */
function allowance(perSecond = Number.POSITIVE_INFINITY): () => boolean {
  let second = 0;
  let taken = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, taken] = [now, 0];
    taken += 1;
    return taken <= perSecond;
  };
}

function tap(agent: Agent, messageId: string, text: string): string {
  const message = agent.messages.get(messageId);
  if (message === undefined) throw new Error(`there is no message ${messageId}`);
  for (const one of suggestionsOf(message.body)) {
    const [shown, type] =
      'reply' in one ? ([one.reply, 'REPLY'] as const) : ([one.action, 'ACTION'] as const);
    if (shown.text !== text) continue;
    return agent.hear(message.phone, {
      suggestionResponse: { postbackData: shown.postbackData ?? '', text: shown.text, type },
    });
  }
  throw new Error(`nothing says ${text}`);
}

async function serveToken(
  tokens: TokenService,
  at: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams((await readBody(request)).toString('utf8'));
  const { status, body } = tokens.grant(form, `${at}/token`, Date.now());
  answer(response, status, JSON.stringify(body));
}

interface Serving {
  readonly world: World;
  readonly tokens: TokenService;
  readonly fault: Fault | undefined;
}

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { fault, tokens } = serving;
  const body = await readBody(request);
  if (fault?.kind === 'drop') return void request.socket.destroy();
  if (fault?.kind === 'answer') {
    const text = fault.body ?? rpcBody(fault.status, fault.rpc ?? 'UNKNOWN', 'Simulated.');
    return answer(response, fault.status, text, fault.headers);
  }
  if (fault?.kind === 'tokens_end') tokens.endAll();
  const [status, text] = await outcomeOf(serving, request, body);
  if (fault?.kind === 'drop_taken') return void request.socket.destroy();
  if (fault?.kind === 'silence') return;
  if (fault?.kind === 'event_first') await deliverFirst(serving.world, request);
  answer(response, status, fault?.kind === 'malformed' ? text.slice(0, 12) : text);
}

/** The phone was quicker than the answer. */
async function deliverFirst({ agents }: World, { url = '' }: IncomingMessage): Promise<void> {
  const messageId = new URL(url, 'http://rbm').searchParams.get('messageId') ?? '';
  for (const agent of agents) if (agent.deliver(messageId)) await agent.webhook.quiet();
}

async function outcomeOf(
  { world, tokens }: Serving,
  request: IncomingMessage,
  body: Buffer,
): Promise<readonly [status: number, text: string]> {
  try {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://rbm');
    const [route, params] = find(request.method ?? '', pathname);
    const scopes = tokens.scopesOf(request.headers.authorization, Date.now());
    if (scopes === undefined) throw unauthenticated();
    if (!scopes.has(route.scope))
      throw new RpcError(403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.');
    const call: Call = { params, query: searchParams, headers: request.headers, body };
    return [200, JSON.stringify(await route.serve(world, call))];
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return [error.status, rpcBody(error.status, error.rpc, error.message)];
  }
}

function find(method: string, pathname: string): readonly [Route, Record<string, string>] {
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(pathname) : null;
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    return [route, Object.fromEntries(params) as Record<string, string>];
  }
  throw notFound();
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(text);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
