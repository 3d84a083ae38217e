/** `GET Messages.json`: newest first, in pages that a cursor holds in place. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { listMessagePage, type Message } from '../../messages/index.ts';
import type { RoutingTable } from '../../routing/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { type Address, readAddress, writeAddress } from '../dialect/addresses.ts';
import { type ChannelNumbers, channelNumbers, shownAddresses } from '../whatsapp/shown-addresses.ts';
import type { Caller } from './caller.ts';
import { messageResource } from './message-resource.ts';

const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
/** Unknown parameters are no reason to fail here: they only ask for less. */
export const ListQuery = z.object({
  To: z.string().max(64).optional(),
  From: z.string().max(64).optional(),
  DateSent: Moment.optional(),
  'DateSent<': Moment.optional(),
  'DateSent>': Moment.optional(),
  PageSize: z.coerce.number().int().min(1).max(1_000).default(50),
  Page: z.coerce.number().int().min(0).default(0),
  PageToken: z.string().max(4_000).optional(),
});
export type ListQuery = z.output<typeof ListQuery>;

/** Rows asked for at once, and times: what is filtered beyond the index may leave a page short, never end the list. */
const AT_ONCE = 100;
const MOST_LOOKS = 20;
const DAY_MS = 86_400_000;
/** A cursor only goes forward, so a page's token is the trail that led to it; so many steps back at most. */
const MOST_STEPS = 50;
const BETWEEN = '~';

interface Wish {
  readonly phone?: string;
  readonly direction?: 'in' | 'out';
  readonly fits: (message: Message) => boolean;
}

interface Own {
  readonly senders: RoutingTable['senders'];
  readonly numbers: ChannelNumbers;
}

const isOwn = ({ senders, numbers }: Own, { medium, address }: Address): boolean =>
  medium === 'whatsapp'
    ? [...numbers.values()].includes(address)
    : senders.some((sender) => sender.address === address);

/** A number of a customer is looked up; one of the workspace's own is told apart row by row, and so is WhatsApp. */
function wishOf({ To, From }: ListQuery, own: Own): Wish {
  const [to, from] = [To, From].map((text) => (text === undefined ? undefined : readAddress(text)));
  const [toOwn, fromOwn] = [to, from].map((one) => one !== undefined && isOwn(own, one));
  const fits = (message: Message): boolean => {
    const shown = shownAddresses(message, own.numbers);
    const is = (wanted: Address | undefined, ours: boolean | undefined, address: string): boolean =>
      wanted === undefined ||
      (ours === true ? address === writeAddress(wanted) : shown.medium === wanted.medium);
    return is(to, toOwn, shown.to) && is(from, fromOwn, shown.from);
  };
  if (to !== undefined && toOwn !== true) return { phone: to.address, direction: 'out', fits };
  if (from !== undefined && fromOwn !== true) return { phone: from.address, direction: 'in', fits };
  if (to !== undefined) return { direction: 'in', fits };
  return from === undefined ? { fits } : { direction: 'out', fits };
}

function windowOf(query: ListQuery): { readonly from?: string; readonly until?: string } {
  const at = (moment: string): number => Date.parse(moment);
  const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
  if (query.DateSent !== undefined) {
    const day = Math.floor(at(query.DateSent) / DAY_MS) * DAY_MS;
    return { from: iso(day), until: iso(day + DAY_MS) };
  }
  const after = query['DateSent>'];
  const before = query['DateSent<'];
  // A day without a time is meant whole.
  const end = before === undefined ? undefined : at(before) + (before.length === 10 ? DAY_MS : 1_000);
  return {
    ...(after === undefined ? {} : { from: iso(at(after)) }),
    ...(end === undefined ? {} : { until: iso(end) }),
  };
}

export async function listMessages(
  deps: TwilioDeps,
  caller: Caller,
  rawQuery: unknown,
): Promise<Record<string, unknown>> {
  const query = parseInput(ListQuery, rawQuery);
  const { senders } = await deps.messages.tables.of(caller.workspaceId);
  const numbers = await channelNumbers(deps, caller.workspaceId);
  const { fits, ...wish } = wishOf(query, { senders, numbers });
  const found: Message[] = [];
  const trail = query.PageToken?.split(BETWEEN) ?? [];
  let cursor = trail.at(-1);
  let more = true;
  for (let looks = 0; looks < MOST_LOOKS && more && found.length < query.PageSize; looks++) {
    const page = await listMessagePage(deps.messages, caller.actor, {
      ...wish,
      ...windowOf(query),
      ...(cursor === undefined ? {} : { cursor }),
      limit: Math.min(AT_ONCE, query.PageSize - found.length),
    });
    found.push(...page.items.filter(fits));
    cursor = page.next ?? undefined;
    more = page.next !== null;
  }
  const messages = found.map((message) => messageResource(message, caller.accountSid, numbers));
  return pageResource(caller, query, messages, { trail, next: more ? cursor : undefined });
}

function pageResource(
  { accountSid }: Caller,
  query: ListQuery,
  messages: readonly Record<string, unknown>[],
  { trail, next }: { readonly trail: readonly string[]; readonly next: string | undefined },
): Record<string, unknown> {
  const uriOf = (page: number, cursors: readonly string[]): string => {
    const { Page: _page, PageToken: _token, ...filters } = query;
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(filters))
      if (value !== undefined) parameters.set(name, String(value));
    parameters.set('Page', String(page));
    if (cursors.length > 0) parameters.set('PageToken', cursors.slice(-MOST_STEPS).join(BETWEEN));
    return `/2010-04-01/Accounts/${accountSid}/Messages.json?${parameters.toString()}`;
  };
  // Back to the first page without a cursor, to others while the trail reaches.
  const canGoBack = query.Page > 0 && (trail.length > 1 || query.Page === 1);
  const start = query.Page * query.PageSize;
  return {
    messages,
    page: query.Page,
    page_size: query.PageSize,
    start,
    end: start + Math.max(0, messages.length - 1),
    uri: uriOf(query.Page, trail),
    first_page_uri: uriOf(0, []),
    next_page_uri: next === undefined ? null : uriOf(query.Page + 1, [...trail, next]),
    previous_page_uri: canGoBack ? uriOf(query.Page - 1, trail.slice(0, -1)) : null,
  };
}
