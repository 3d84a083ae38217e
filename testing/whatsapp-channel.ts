/** The WhatsApp adapter beside the simulated Graph API, both over real HTTP, with a web server for the calls in between. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ChannelConnection,
  ChannelDeps,
  ChannelEvent,
  EmitEvent,
  InboundResponse,
  OutgoingMessage,
} from '../src/channels/channel.ts';
import { whatsappCloud } from '../src/channels/whatsapp-cloud/index.ts';
import { makeChannelDeps, type TestDeps } from './channel-deps.ts';
import { type Graph, type GraphOptions, startGraph } from './simulators/graph/index.ts';

export interface WebhookCall {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly status: number;
}

export interface WhatsAppRig {
  readonly graph: Graph;
  readonly connection: Required<ChannelConnection>;
  readonly deps: TestDeps;
  /** What the adapter emitted, in order. */
  readonly events: ChannelEvent[];
  readonly calls: WebhookCall[];
  /** Replaces what stores the events. */
  storeWith(emit: EmitEvent): void;
  /** What the server answers itself, without asking the adapter. */
  answerWith(answer: InboundResponse | undefined): void;
  message(more?: Partial<OutgoingMessage>): OutgoingMessage;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly graph?: GraphOptions;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly deps?: Partial<ChannelDeps>;
}

export const SETTINGS = {
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  accessToken: 'EAAJ-token',
  appSecret: 'app-secret',
  verifyToken: 'verify-me',
  appId: '670843887433847',
} as const;

export async function startWhatsApp(options: RigOptions = {}): Promise<WhatsAppRig> {
  const events: ChannelEvent[] = [];
  const calls: WebhookCall[] = [];
  let emit: EmitEvent = async (event) => void events.push(event);
  let answer: InboundResponse | undefined;
  const opened: { connection?: ChannelConnection } = {};
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const headers = request.headers as Record<string, string | undefined>;
      const query = Object.fromEntries(url.searchParams);
      const asked = { method: request.method ?? 'GET', headers, query, body, secretPath: true };
      const told = answer ?? (await opened.connection?.receive?.(asked, (event) => emit(event)));
      const { status, headers: more, body: text } = told ?? { status: 503 };
      calls.push({ headers, body, status });
      response.writeHead(status, more ?? {}).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/channels/chn_1/callback/rahasia`;
  const graph = await startGraph({ callbackUrl, ...options.graph });
  const deps = makeChannelDeps({ callbackUrl, ...options.deps });
  const settings = { ...SETTINGS, baseUrl: graph.url, ...options.settings };
  const connection = whatsappCloud.open(whatsappCloud.settings.parse(settings), deps);
  opened.connection = connection;
  return {
    graph,
    connection: connection as Required<ChannelConnection>,
    deps,
    events,
    calls,
    storeWith: (other) => void (emit = other),
    answerWith: (other) => void (answer = other),
    message: (more = {}) => ({
      id: 'msg_1',
      to: '+6281234000001',
      from: '+622150001000',
      text: 'Pesanan siap diambil.',
      class: 'transactional',
      expiresAt: undefined,
      attempt: 1,
      ...more,
    }),
    async close() {
      await connection.close();
      await graph.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
