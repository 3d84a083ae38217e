/**
 * What the centre sends us: receipts and messages from people. It is acknowledged once
 * the pipeline has stored it; when that fails the centre is asked to send it again.
 */
import { sharedDate } from '../../lib/shared-date.ts';
import type { Bringer, ChannelDeps, ChannelEvent, IncomingEvent, TakeEvent } from '../channel.ts';
import { incomingRecipient, incomingSender } from './addresses.ts';
import { reportedTrace } from './ordinary-traces.ts';
import { type PartOf, readUserData } from './parts/concatenation.ts';
import { idFromReceipt } from './message-ids.ts';
import { type PartialText, Reassembly } from './parts/reassembly.ts';
import { isReceipt, parseReceipt, type Receipt } from './receipt.ts';
import { Redelivery } from './redelivery.ts';
import type { Acknowledger } from './session-contract.ts';
import type { SmppSettings } from './settings.ts';
import { decodeText } from './parts/text.ts';
import type { ShortMessage } from './wire/read-pdu.ts';
import { STATUS } from './wire/status.ts';

interface Ack {
  readonly session: Acknowledger;
  readonly command: number;
  readonly sequence: number;
  readonly at: number;
}

/** A part that waits for the rest. Its octets are kept elsewhere, so that no network buffer is held. */
interface Waiting extends Ack {
  readonly message: Head;
}

/** What is told of a text besides its octets. */
type Head = Pick<ShortMessage, 'source' | 'destination' | 'dataCoding' | 'esmClass'>;

/**
 * The parts of a text are acknowledged together once it is stored, but no later than this:
 * a centre with a window of one sends the next part only after our answer.
 */
const HOLD_PART_MS = 1000;
/** How long a date without seconds may mean now: its minute, and a moment for the way here. */
const SAME_MINUTE_MS = 65_000;
const EMPTY = Buffer.alloc(0);
const MISSING_PART = '…';
/** No part of a short message is longer; anything else isn't one, whatever its header says. */
const MAX_PART_OCTETS = 255;

export class Inbound {
  private readonly settings: SmppSettings;
  private readonly deps: ChannelDeps;
  private readonly reassembly = new Reassembly<Waiting>();
  private readonly redelivery: Redelivery;
  /** Until somebody listens, the centre keeps its messages and repeats them. */
  private take: TakeEvent = (_event, bringer) => bringer.settled(false);
  private unstored = 0;
  private idle: (() => void)[] = [];
  private readonly epoch: string;
  private counter = 0;
  private warnedAt = Number.NEGATIVE_INFINITY;

  constructor(settings: SmppSettings, deps: ChannelDeps) {
    this.settings = settings;
    this.deps = deps;
    this.redelivery = new Redelivery(deps.clock);
    // Unique over restarts without a stored counter: start time plus 24 random bits.
    this.epoch = `${deps.clock.now().toString(36)}${deps.randomInt(0x1000000).toString(36)}`;
  }

  listen(take: TakeEvent): void {
    this.take = take;
  }

  handle(session: Acknowledger, command: number, sequence: number, message: ShortMessage): void {
    if (this.unstored >= this.settings.maxUnstored) {
      session.respond(command, STATUS.temporaryAppError, sequence);
    } else if (isReceipt(message)) {
      this.onReceipt(new BroughtReceipt(this, session, command, sequence), message);
    } else {
      this.onText({ session, command, sequence, at: this.deps.clock.monotonic() }, message);
    }
  }

  linkLost(): void {
    this.redelivery.linkLost();
  }

  /** Confirms parts that waited long enough and gives up on parts that never came. */
  sweep(): void {
    const now = this.deps.clock.monotonic();
    for (const text of this.reassembly.unfinished()) {
      if (text.storing) continue;
      const due = text.waiting.filter((part) => now - part.at >= HOLD_PART_MS);
      if (due.length === 0) continue;
      for (const part of due) acknowledge(part, STATUS.ok);
      text.waiting = text.waiting.filter((part) => now - part.at < HOLD_PART_MS);
    }
    for (const text of this.reassembly.overdue(now, this.settings.reassemblySeconds * 1000)) this.store(text);
  }

  /** Resolves when everything that arrived is stored or refused. */
  drained(): Promise<void> {
    if (this.unstored === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private onReceipt(brought: BroughtReceipt, message: ShortMessage): void {
    const receipt = parseReceipt(message, this.settings.receiptZone);
    if (!receipt) {
      // Repeating wouldn't make it readable, so it is taken and reported.
      this.deps.log.warn('smpp_receipt_unreadable', {
        esm_class: message.esmClass,
        octets: message.userData.length,
      });
      brought.acknowledge(STATUS.ok);
      return;
    }
    const { status, code, detail, error, state, messageId } = receipt;
    const externalId = idFromReceipt(messageId, this.settings);
    const trace = reportedTrace(state, error);
    this.handOver(
      {
        type: 'receipt',
        externalId,
        status,
        at: this.whenOf(receipt),
        code,
        detail,
        trace: messageId === externalId ? trace : { message_id: messageId, ...trace },
      },
      brought,
    );
  }

  /** A minute's beginning may lie before the submit: while it lasts, now is nearer. */
  private whenOf({ at, toTheMinute }: Receipt): Date {
    const now = this.deps.clock.now();
    if (at === undefined) return sharedDate(now);
    const since = now - at;
    return sharedDate(toTheMinute && since >= 0 && since < SAME_MINUTE_MS ? now : at);
  }

  private onText(ack: Ack, message: ShortMessage): void {
    const { text, part } = readUserData(message);
    if (part && text.length <= MAX_PART_OCTETS) {
      const { source, destination, dataCoding, esmClass } = message;
      this.onPart({ ...ack, message: { source, destination, dataCoding, esmClass } }, part, text);
      return;
    }
    const event = this.incoming(message, this.decode(text, message), {});
    const print = Redelivery.print(message.source.address, message.destination.address, message.userData);
    const repeated = this.redelivery.match(print);
    const once = repeated ? { ...event, externalId: repeated } : event;
    this.deliver(once, (stored) => {
      if (stored) this.redelivery.remember(print, once.externalId);
      acknowledge(ack, stored ? STATUS.ok : STATUS.temporaryAppError);
    });
  }

  private onPart(waiting: Waiting, part: PartOf, octets: Buffer): void {
    const { source, destination } = waiting.message;
    const key = `${source.address}|${destination.address}|${part.reference}|${part.total}`;
    const added = this.reassembly.add(key, part, octets, waiting, waiting.at);
    if (added.kind === 'repeated') acknowledge(waiting, STATUS.ok);
    if (added.kind === 'complete') this.store(added.text);
  }

  /** Joins the octets before decoding: some phones cut a character in two. */
  private store(text: PartialText<Waiting>): void {
    if (text.storing) return;
    text.storing = true;
    const { message } = text.first;
    const missing = text.parts.length - text.filled;
    const joined =
      missing === 0
        ? this.decode(Buffer.concat(text.parts.map((part) => part ?? EMPTY)), message)
        : Array.from(text.parts, (part) => (part ? this.decode(part, message) : MISSING_PART)).join('');
    const details = { parts: text.parts.length, ...(missing > 0 ? { missing_parts: missing } : {}) };
    this.deliver(this.incoming(message, joined, details), (stored) => {
      text.storing = false;
      if (stored) this.reassembly.finish(text, this.deps.clock.monotonic());
      const { waiting } = text;
      text.waiting = [];
      for (const part of waiting) acknowledge(part, stored ? STATUS.ok : STATUS.temporaryAppError);
    });
  }

  private decode(octets: Buffer, message: Head): string {
    const text = decodeText(octets, message.dataCoding, this.settings.encoding === 'latin1_dc0');
    return text ?? `[${octets.length} octets of binary content]`;
  }

  private incoming(message: Head, text: string, details: Record<string, number>): IncomingEvent {
    return {
      type: 'message',
      externalId: `${this.epoch}-${(++this.counter).toString(36)}`,
      from: incomingSender(message.source),
      to: incomingRecipient(message.destination),
      text,
      at: new Date(this.deps.clock.now()),
      trace: { data_coding: message.dataCoding, esm_class: message.esmClass, ...details },
    };
  }

  private deliver(event: ChannelEvent, answer: (stored: boolean) => void): void {
    this.handOver(event, {
      settled: (stored, error) => {
        this.onSettled(stored, error);
        answer(stored);
      },
    });
  }

  private handOver(event: ChannelEvent, bringer: Bringer): void {
    this.unstored++;
    this.take(event, bringer);
  }

  /** Once for everything that was handed over. */
  onSettled(stored: boolean, error: unknown): void {
    this.unstored--;
    if (!stored) this.warnNotStored(error);
    if (this.unstored === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  /** Once a second: while the database is away, everything that arrives fails. */
  private warnNotStored(error: unknown): void {
    const now = this.deps.clock.monotonic();
    if (now - this.warnedAt < 1000) return;
    this.warnedAt = now;
    this.deps.log.warn('smpp_event_not_stored', {
      error: error instanceof Error ? error.message : 'unknown',
    });
  }
}

/** A receipt until it is stored. One object instead of closures, because tens of thousands come in a second. */
class BroughtReceipt implements Bringer {
  private readonly inbound: Inbound;
  private readonly session: Acknowledger;
  private readonly command: number;
  private readonly sequence: number;

  constructor(inbound: Inbound, session: Acknowledger, command: number, sequence: number) {
    this.inbound = inbound;
    this.session = session;
    this.command = command;
    this.sequence = sequence;
  }

  acknowledge(status: number): void {
    this.session.respond(this.command, status, this.sequence);
  }

  settled(isStored: boolean, error?: unknown): void {
    this.inbound.onSettled(isStored, error);
    this.acknowledge(isStored ? STATUS.ok : STATUS.temporaryAppError);
  }
}

function acknowledge({ session, command, sequence }: Ack, status: number): void {
  session.respond(command, status, sequence);
}
