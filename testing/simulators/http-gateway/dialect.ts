/** What the dialects have in common: how a gateway is asked, how it answers, and how it reports. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Order {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly callback: string | undefined;
}

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type ReportStatus = 'sent' | 'delivered' | 'failed';

/** A call of the gateway to its customer. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Appended to the address that is called. */
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Account {
  readonly account: string;
  readonly secret: string;
}

export interface Dialect {
  readonly name: 'infobip' | 'vonage' | 'twilio-style' | 'zenziva';
  /** undefined when the path is not this dialect's. */
  isFor(asked: Asked): boolean;
  isAuthorised(asked: Asked, account: Account): boolean;
  read(asked: Asked): Order;
  /** Ids it gives to the parts of a text. */
  newIds(order: Order, count: number): readonly string[];
  taken(order: Order, ids: readonly string[]): Said;
  unauthorised(): Said;
  /** undefined where the dialect has no reports. */
  report(order: Order, id: string, status: ReportStatus, url: string, account: Account): Call | undefined;
  reply(
    reply: { from: string; to: string; text: string; id: string },
    url: string,
    account: Account,
  ): Call | undefined;
}

export const json = (status: number, value: unknown): Said => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export const formOf = (body: string): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body));
