import type { MessageDetail, TimelineEntry } from '../../../contracts/messages.ts';
import { formatPhone } from '../../../i18n/format.ts';
import type { Dictionary } from '../../../i18n/dictionary.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Words = Dictionary['messages']['timeline'];

/** `12 md`, `1,4 dtk`, `3 mnt`: one unit is enough to tell fast from slow. */
export function wordDuration(ms: number, words: Words, number: (value: number) => string): string {
  const tenth = (value: number): string =>
    number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (ms < SECOND_MS) return words.ms(number(Math.max(0, Math.round(ms))));
  if (ms < MINUTE_MS) return words.seconds(tenth(ms / SECOND_MS));
  if (ms < HOUR_MS) return words.minutes(tenth(ms / MINUTE_MS));
  if (ms < DAY_MS) return words.hours(tenth(ms / HOUR_MS));
  return words.days(tenth(ms / DAY_MS));
}

export interface Chapter {
  readonly entry: TimelineEntry;
  readonly title: string;
  /** Milliseconds since the entry before; undefined for the first. */
  readonly after: number | undefined;
  /** Said when the message was tried more than once. */
  readonly attempt: number | undefined;
}

/** What happens to a message that goes well, in order; the rest ends it. */
const ORDER: readonly TimelineEntry['status'][] = [
  'accepted',
  'held',
  'queued',
  'sending',
  'sent',
  'unknown',
  'delivered',
  'read',
];

/** Many providers tell whole seconds: it happened some time within, and not before what led to it. Milliseconds. */
function latest({ at, status }: TimelineEntry): number {
  const told = Date.parse(at);
  const isTold = status === 'delivered' || status === 'read';
  return isTold && told % SECOND_MS === 0 ? told + SECOND_MS - 1 : told;
}

/** undefined where whole seconds cannot tell. */
function sinceThen(before: TimelineEntry, entry: TimelineEntry): number | undefined {
  const after = Date.parse(entry.at) - Date.parse(before.at);
  return after < 0 || (after === 0 && latest(entry) > Date.parse(entry.at)) ? undefined : after;
}

/** The entries in the order of time, each in plain words. */
export function tellStory(message: MessageDetail, words: Words, moment: (at: string) => string): Chapter[] {
  const entries = [...message.timeline].sort(
    (a, b) =>
      latest(a) - latest(b) || a.attempt - b.attempt || ORDER.indexOf(a.status) - ORDER.indexOf(b.status),
  );
  const tries = Math.max(1, ...entries.map(({ attempt }) => attempt));
  return entries.map((entry, at) => {
    const before = entries[at - 1];
    return {
      entry,
      title: titleOf(entry, message, words, moment),
      after: before === undefined ? undefined : sinceThen(before, entry),
      attempt: tries > 1 && entry.status !== 'accepted' ? entry.attempt : undefined,
    };
  });
}

function titleOf(
  entry: TimelineEntry,
  message: MessageDetail,
  words: Words,
  moment: (at: string) => string,
): string {
  switch (entry.status) {
    case 'held':
      return message.sendAt === null ? words.held : words.scheduled(moment(message.sendAt));
    case 'queued':
      if (entry.reason !== null) return words.retry;
      return entry.attempt > 1 ? words.redriven : words.queued;
    case 'sending':
      return words.sending(message.channel.name);
    case 'sent':
      return message.channel.type === 'sms-smpp' ? words.sentSmsc : words.sent(message.channel.name);
    case 'received':
      return words.received(formatPhone(message.from));
    default:
      return words[entry.status];
  }
}

/** What the message waits for now, if anything: the last line of an unfinished story. */
export function waitingFor(
  message: MessageDetail,
  words: Words,
  moment: (at: string) => string,
): string | undefined {
  if (message.direction === 'in') return undefined;
  if (message.status === 'held' && message.sendAt !== null) return words.scheduled(moment(message.sendAt));
  if (message.status === 'accepted' || message.status === 'queued') return words.waitingTurn;
  if (message.status === 'sending') return words.sending(message.channel.name);
  return message.status === 'sent' ? words.waitingReceipt : undefined;
}
