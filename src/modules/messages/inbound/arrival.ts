/** A message from a person as it will be stored. */
import type { IncomingEvent } from '../../../channels/channel.ts';
import { operatorOf } from '../../../lib/id-operators.ts';
import type { IncomingContent } from '../../../lib/message-content.ts';
import { parsePhone } from '../../../lib/phone.ts';
import { plainWords } from '../../../lib/plain-words.ts';
import { countSegments } from '../../../lib/segments.ts';
import { storableJson, storableText } from '../../../lib/storable-text.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { kindOfParty } from '../content/rich.ts';
import type { Person } from './resolve-senders.ts';

export interface Arrival {
  readonly id: bigint;
  /** `msg_…` */
  readonly publicId: string;
  readonly channel: OpenChannel;
  readonly externalId: string;
  /** In the one form that contacts and opt-outs know. */
  readonly from: string;
  readonly to: string;
  readonly operator: string | null;
  readonly text: string;
  /** As in `message.encoding`: 0 is GSM-7, 1 UCS-2. */
  readonly encoding: 0 | 1;
  readonly segments: number;
  readonly trace: string | null;
  readonly at: Date;
  readonly person: Person;
  readonly content: IncomingContent | undefined;
  /** JSON of the reference to its file. */
  readonly media: string | null;
  /** The provider's id of the message that it answers or reacts to. */
  readonly spokenOf: string | undefined;
  readonly window: OpenedWindow | undefined;
}

/** Until when they may be written to freely, by everything that they are known by. */
export interface OpenedWindow {
  readonly parties: readonly string[];
  readonly until: Date;
  readonly entryPoint: string | null;
}

/** Whoever came through an advertisement or a page may be answered freely for three days (WhatsApp). */
const ENTRY_POINT_HOURS = 72;
const HOUR_MS = 3_600_000;

export function readArrival(
  ids: Pick<Arrival, 'id' | 'publicId'>,
  channel: OpenChannel,
  event: IncomingEvent,
): Arrival {
  const { content, media, trace } = event;
  const from = canonicalAddress(channel, storableText(event.from));
  const text = storableText(event.text || (content === undefined ? '' : plainWords(content)));
  const { encoding, segments } = countSegments(text);
  const spokenOf = event.replyTo ?? (content?.type === 'reaction' ? content.message : undefined);
  return {
    channel,
    externalId: storableText(event.externalId),
    from,
    to: storableText(event.to),
    operator: operatorOf(from)?.operator ?? null,
    text,
    encoding: encoding === 'GSM-7' ? 0 : 1,
    segments,
    trace: trace === undefined ? null : storableJson(trace),
    at: event.at,
    person: personOf(channel, from, event),
    content,
    media: media === undefined || content === undefined ? null : storableJson({ ...media }),
    spokenOf: spokenOf === undefined ? undefined : storableText(spokenOf),
    window: windowOf(channel, from, event),
    // Last: V8 takes 2 µs for each property that is added after a spread.
    ...ids,
  };
}

/** Operators write numbers with and without `+`; other addresses stay as they are. */
function canonicalAddress(channel: OpenChannel, from: string): string {
  if (channel.type.address !== 'phone') return from;
  const phone = parsePhone(from);
  return phone.ok ? phone.e164 : from;
}

/** Everything known to be the same person, the address that wrote first. */
function personOf(channel: OpenChannel, from: string, event: IncomingEvent): Person {
  const own = { kind: kindOfParty(from, channel.type), address: from };
  const others = (event.identities ?? []).filter(({ address }) => address !== from && address !== event.from);
  return {
    identities: [own, ...others],
    at: event.at,
    ...(event.profileName === undefined ? {} : { profileName: storableText(event.profileName) }),
  };
}

function windowOf(channel: OpenChannel, from: string, event: IncomingEvent): OpenedWindow | undefined {
  const hours = channel.type.capabilities.windowHours;
  if (hours === undefined) return undefined;
  const { entryPoint, identities = [] } = event;
  const open = entryPoint === undefined ? hours : Math.max(hours, ENTRY_POINT_HOURS);
  return {
    parties: [...new Set([from, ...identities.map(({ address }) => storableText(address))])],
    until: new Date(event.at.getTime() + open * HOUR_MS),
    entryPoint: entryPoint === undefined ? null : storableText(entryPoint),
  };
}
