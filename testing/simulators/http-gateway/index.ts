/** A gateway over HTTP that speaks four dialects, takes messages, reports what became of them, and fails on demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account, Asked, Call, Dialect, Order, ReportStatus, Said } from './dialect.ts';
import { infobip } from './dialects/infobip.ts';
import { twilioStyle } from './dialects/twilio-style.ts';
import { vonage } from './dialects/vonage.ts';
import { zenziva } from './dialects/zenziva.ts';
import type { Fault } from './fault.ts';

export type { Fault } from './fault.ts';

export const DIALECTS: readonly Dialect[] = [infobip, vonage, twilioStyle, zenziva];

/** What the gateway took. */
export interface Taken extends Order {
  readonly dialect: Dialect['name'];
  readonly ids: readonly string[];
}

export interface GatewayOptions {
  readonly account: string;
  readonly secret: string;
  /** Reports every message as delivered after so many milliseconds, where it was told an address. */
  readonly deliverAfterMs?: number;
  /** Answers with so many parts, where the dialect has parts. */
  readonly parts?: number;
  /** Where a callback address is really reached, for servers that do not listen at their public address. */
  readonly reach?: (callbackUrl: string) => string;
}

export interface HttpGateway {
  readonly url: string;
  readonly port: number;
  readonly taken: readonly Taken[];
  /** Requests that reached the gateway, whatever became of them. */
  readonly requests: number;
  /** What happens to the next requests, one each; afterwards all goes well. */
  script(...faults: readonly Fault[]): void;
  /** Calls the customer; the HTTP status it answered with. */
  report(message: Taken, status: ReportStatus, id?: string): Promise<number>;
  reply(
    dialect: Dialect['name'],
    url: string,
    reply: { from: string; to: string; text: string; id: string },
  ): Promise<number>;
  /** What each report of its own accord was answered with. */
  readonly answers: readonly number[];
  close(): Promise<void>;
}

export async function startHttpGateway(options: GatewayOptions): Promise<HttpGateway> {
  const taken: Taken[] = [];
  const faults: Fault[] = [];
  const answers: number[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const reach = options.reach ?? ((callbackUrl: string) => callbackUrl);
  let requests = 0;

  const report: HttpGateway['report'] = async (message, status, id = message.ids[0] ?? '') => {
    const { callback } = message;
    const dialect = dialectOf(message.dialect);
    const made = callback === undefined ? undefined : dialect.report(message, id, status, callback, options);
    if (made === undefined || callback === undefined) throw new Error('nobody to report to');
    return call(reach(callback), made);
  };
  const take = (dialect: Dialect, asked: Asked): Said => {
    const order = dialect.read(asked);
    const ids = dialect.newIds(order, options.parts ?? 1);
    const message = { ...order, dialect: dialect.name, ids };
    taken.push(message);
    if (options.deliverAfterMs !== undefined && order.callback !== undefined) {
      const deliver = async (): Promise<void> => {
        for (const id of ids) answers.push(await report(message, 'delivered', id).catch(() => 0));
      };
      const timer = setTimeout(() => {
        timers.delete(timer);
        void deliver();
      }, options.deliverAfterMs);
      timers.add(timer);
    }
    return dialect.taken(order, ids);
  };
  const server = createServer((request, response) => {
    requests += 1;
    void serve(request, response, { account: options, fault: faults.shift(), take });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    taken,
    answers,
    get requests() {
      return requests;
    },
    script: (...more) => void faults.push(...more),
    report,
    reply(name, url, reply) {
      const made = dialectOf(name).reply(reply, url, options);
      if (made === undefined) throw new Error(`${name} knows no replies`);
      return call(reach(url), made);
    },
    close: () => stop(server, timers),
  };
}

const dialectOf = (name: Dialect['name']): Dialect => {
  const found = DIALECTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no dialect ${name}`);
  return found;
};

interface Serving {
  readonly account: Account;
  readonly fault: Fault | undefined;
  readonly take: (dialect: Dialect, asked: Asked) => Said;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { account, fault, take }: Serving,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
  const say = ({ status, headers, body: text }: Said): void =>
    void response.writeHead(status, headers).end(text);
  if (fault?.kind === 'answer') return say({ headers: {}, body: '', ...fault });
  const dialect = DIALECTS.find((one) => one.isFor(asked));
  if (dialect === undefined) return say({ status: 404, headers: {}, body: 'no such address' });
  if (!dialect.isAuthorised(asked, account)) return say(dialect.unauthorised());
  if (fault?.kind === 'drop') return void request.socket.destroy();
  const said = take(dialect, asked);
  switch (fault?.kind) {
    case 'drop_taken':
      return void request.socket.destroy();
    case 'silence':
      return;
    case 'malformed':
      return say({ ...said, body: said.body.slice(0, Math.floor(said.body.length / 2)) });
    default:
      return say(said);
  }
}

async function call(url: string, { method, headers, body, query }: Call): Promise<number> {
  const target = query === undefined ? url : `${url}?${query}`;
  const response = await fetch(target, { method, headers, ...(method === 'GET' ? {} : { body }) });
  await response.arrayBuffer();
  return response.status;
}

async function stop(server: Server, timers: ReadonlySet<NodeJS.Timeout>): Promise<void> {
  for (const timer of timers) clearTimeout(timer);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
