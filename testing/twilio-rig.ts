/** The official `twilio` package, unmodified, in front of Titian, and a simulated Meta behind it; beside them the company's own server. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { expect } from 'vitest';
import type { CreatedTwilioAccount } from '../src/modules/twilio/contract.ts';
import { type AppKit, eventually, PUBLIC_URL, startApp } from './app-kit.ts';
import { type Graph, startGraph } from './simulators/graph/index.ts';
import { SETTINGS } from './whatsapp-channel.ts';

export type TwilioClient = ReturnType<typeof twilio>;
export type CompanyFile = (response: ServerResponse) => void;

export interface ProgramCall {
  readonly url: string;
  readonly form: Record<string, string>;
  readonly signature: string;
}

/** The number that the simulated Meta knows the channel by. */
export const OWN_NUMBER = 'whatsapp:+622150001000';
/** One pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
/** For conditions that other processes bring about. */
export const LIMIT_MS = 20_000;

export type TwilioRig = Awaited<ReturnType<typeof startTwilioRig>>;

/** `files` is what the company's web server has, by path. */
export async function startTwilioRig(files: Readonly<Record<string, CompanyFile>> = {}) {
  const app = await startApp();
  const url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  const graph = await startGraph({
    reach: (address) => address.replace(PUBLIC_URL, url),
    pairRate: false,
    statuses: { sent: 5, delivered: 20, read: 40 },
  });
  const ask = asker(app);
  const channel = await ask<{ id: string; callbackUrl: string }>('POST /v1/channels', {
    type: 'whatsapp-cloud',
    name: 'WhatsApp Melati',
    priority: 99,
    settings: { ...SETTINGS, baseUrl: graph.url },
  });
  graph.state.callbackUrl = channel.callbackUrl;
  await app.runtime.openChannels();
  const company = await startCompany(files);
  const account = await ask<CreatedTwilioAccount>('POST /v1/twilio/accounts', { name: 'Toko daring' });
  const clientOf = ({ accountSid, authToken }: CreatedTwilioAccount): TwilioClient => {
    const made = twilio(accountSid, authToken);
    for (const domain of [made.api, made.messaging, made.content]) domain.baseUrl = url;
    return made;
  };
  return {
    ...{ app, graph, url, ask, account, clientOf, channel: channel.id },
    ...company,
    ...people(graph),
    client: clientOf(account),
    /** With the account's credentials. */
    download: (address: string, { accountSid, authToken } = account) =>
      fetch(address.replace(PUBLIC_URL, url), {
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      }),
    async close() {
      await company.stop();
      await app.close();
      await graph.close();
    },
  };
}

const asker =
  (app: AppKit) =>
  async <Body = Record<string, unknown>>(call: string, body?: unknown): Promise<Body> => {
    const made = await app.request<Body>(call, { key: app.a.key, ...(body === undefined ? {} : { body }) });
    expect(made.status, JSON.stringify(made.body)).toBeLessThan(300);
    return made.body;
  };

/** The company's program and its web server. */
async function startCompany(files: Readonly<Record<string, CompanyFile>>) {
  const calls: ProgramCall[] = [];
  const answers = new Map<string, string>();
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const file = files[path];
    if (file !== undefined) return file(response);
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = Object.fromEntries(new URLSearchParams(body));
    calls.push({ url: hook + path, form, signature: String(request.headers['x-twilio-signature']) });
    const twiml = answers.get(path);
    if (twiml === undefined) response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': 'text/xml' }).end(twiml);
  }

  const callsTo = (path: string): ProgramCall[] => calls.filter((call) => call.url === hook + path);
  return {
    hook,
    callsTo,
    /** What the company's program answers, by path: TwiML. */
    answers,
    told: (path: string, status: string) =>
      eventually(
        `${path} is told ${status}`,
        async () => callsTo(path).find(({ form }) => form['MessageStatus'] === status),
        LIMIT_MS,
      ),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function people(graph: Graph) {
  let count = 0;
  const nextDigits = (): string => `62812345${String(10_000 + ++count)}`;
  return {
    nextDigits,
    /** Somebody who never wrote. */
    stranger: (): string => `whatsapp:+${nextDigits()}`,
    /** A person who has just written, and is therefore free to be answered. */
    async writer(text = 'Halo') {
      const digits = nextDigits();
      await graph.people.text(digits, text);
      return { digits, to: `whatsapp:+${digits}` };
    },
    /** The last message that Meta took for somebody. */
    reaches: (to: string) =>
      eventually(
        `Meta takes a message to ${to}`,
        async () => graph.taken.findLast((one) => `whatsapp:+${one.to}` === to),
        LIMIT_MS,
      ),
  };
}

export const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    ({ status, code }: Record<string, unknown>) => ({ status, code }),
  );
