/** Turns a gateway's call into receipts and messages. */
import { createHash } from 'node:crypto';
import type { ChannelEvent, IncomingEvent, ReceiptEvent, SendErrorCode } from '../../channel.ts';
import { itemsAt, type Path, readPath, textAt } from '../paths.ts';
import type { GatewayProfile, InboundReading, ReceiptReading } from '../profile.ts';
import { lookUp } from '../tables.ts';
import { readTime } from './read-time.ts';

/** `ignored`: understood, and nothing to store. `unreadable`: neither a report nor a message. */
export interface ReadCall {
  readonly events: readonly ChannelEvent[];
  readonly ignored: number;
  readonly unreadable: number;
}

/** No gateway sends more in one call; what does is no gateway. */
export const MOST_ITEMS = 2_000;
const LONGEST_TEXT = 10_000;
const LONGEST_ID = 200;

type Read = ChannelEvent | 'ignored' | undefined;

/** undefined when there are more entries than anybody sends. */
export function readEvents(
  profile: GatewayProfile,
  payload: unknown,
  now: number,
  clean: (words: string) => string,
): ReadCall | undefined {
  const { receipts, inbound } = profile;
  const items = itemsOf(payload, [receipts?.items, inbound?.items]);
  if (items.length > MOST_ITEMS) return undefined;
  const read = items.map((item): Read => {
    const receipt = receipts === undefined ? undefined : readReceipt(receipts, item, now, clean);
    return receipt ?? (inbound === undefined ? undefined : readMessage(inbound, item, now));
  });
  return {
    events: read.filter((one) => typeof one === 'object'),
    ignored: read.filter((one) => one === 'ignored').length,
    unreadable: read.filter((one) => one === undefined).length,
  };
}

/** Reports and messages may stand in different places; whichever is there is meant. */
function itemsOf(payload: unknown, paths: readonly (Path | undefined)[]): readonly unknown[] {
  for (const path of paths) {
    const items = itemsAt(payload, path);
    if (items.length > 0) return items;
  }
  return [];
}

function readReceipt(
  reading: ReceiptReading,
  item: unknown,
  now: number,
  clean: (words: string) => string,
): ReceiptEvent | 'ignored' | undefined {
  const externalId = idAt(item, reading.id);
  const status = textAt(item, reading.status);
  if (externalId === undefined || status === undefined) return undefined;
  const meaning = lookUp(reading.statuses, status);
  if (meaning === undefined || meaning === 'ignore') return 'ignored';
  const errorCode = textAt(item, reading.errorCode);
  const words = [errorCode, textAt(item, reading.errorText)].filter((one) => one !== undefined).join(': ');
  const bad = meaning === 'failed' || meaning === 'expired';
  const detail = clean(words);
  return {
    type: 'receipt',
    externalId,
    status: meaning,
    at: readTime(textAt(item, reading.time), now) ?? new Date(now),
    ...(bad ? { code: codeOf(reading, meaning, errorCode) } : {}),
    ...(bad && detail !== '' ? { detail } : {}),
    trace: { status: clean(status).slice(0, 60) },
  };
}

function codeOf(
  reading: ReceiptReading,
  meaning: 'failed' | 'expired',
  errorCode: string | undefined,
): SendErrorCode {
  const known = errorCode === undefined ? undefined : lookUp(reading.errors, errorCode);
  return known?.code ?? (meaning === 'expired' ? 'expired' : 'provider_error');
}

function readMessage(reading: InboundReading, item: unknown, now: number): IncomingEvent | undefined {
  const from = textAt(item, reading.from);
  const text = readPath(item, reading.text);
  if (from === undefined || typeof text !== 'string' || text.length > LONGEST_TEXT) return undefined;
  const to = textAt(item, reading.to) ?? '';
  const at = readTime(textAt(item, reading.time), now);
  return {
    type: 'message',
    externalId: idAt(item, reading.id) ?? idOf([from, to, text, at?.toISOString() ?? String(now)]),
    from: international(from),
    to,
    text,
    at: at ?? new Date(now),
  };
}

function idAt(item: unknown, path: Path | undefined): string | undefined {
  const id = textAt(item, path);
  return id === undefined || id.length > LONGEST_ID ? undefined : id;
}

/** Where a gateway gives none: the same for a repetition, another for another message. */
function idOf(parts: readonly string[]): string {
  return `h-${createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64url').slice(0, 32)}`;
}

/** Gateways write `62812…` as often as `+62812…`; short codes and names stay as they are. */
const international = (from: string): string => (/^[1-9]\d{9,14}$/.test(from) ? `+${from}` : from);
