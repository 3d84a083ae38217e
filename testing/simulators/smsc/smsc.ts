/**
 * A simulated SMSC: answers binds and submits, sends receipts and messages from people,
 * repeats what isn't acknowledged, and fails as its script says. Fast enough for benchmarks.
 */
import { createServer, type Server } from 'node:net';
import { type PartOf, readUserData } from '../../../src/channels/sms-smpp/parts/concatenation.ts';
import { planParts } from '../../../src/channels/sms-smpp/parts/plan-parts.ts';
import { decodeText } from '../../../src/channels/sms-smpp/parts/text.ts';
import { COMMAND } from '../../../src/channels/sms-smpp/wire/commands.ts';
import type { BindRequest, ReceivedMessage } from '../../../src/channels/sms-smpp/wire/read-pdu.ts';
import type { Address, OutgoingShortMessage } from '../../../src/channels/sms-smpp/wire/write-pdu.ts';
import { idsOf, isReceipt, type OwedReceipt } from './receipts.ts';
import { actFor, makeScript, type ScriptChanges, type SmscScript, type SubmitAct } from './script.ts';
import { type Delivery, SmscSession } from './smsc-session.ts';

export interface SmscOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** When given, other credentials are refused with ESME_RINVPASWD or ESME_RINVSYSID. */
  readonly account?: { readonly systemId: string; readonly password: string };
  readonly script?: ScriptChanges;
  /** Keep every submit in `received`; switch off for benchmarks, which only count. */
  readonly record?: boolean;
  readonly firstId?: number;
}

export interface ReceivedPart {
  readonly messageId: string;
  readonly source: Address;
  readonly destination: Address;
  readonly text: string;
  readonly part: PartOf | undefined;
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly registeredDelivery: number;
  readonly validityPeriod: string;
  readonly serviceType: string;
  /** `Date.now()` of its arrival. */
  readonly at: number;
}

export interface IncomingText {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly style?: 'udh8' | 'udh16' | 'sar' | 'payload';
  readonly reference?: number;
  /** Order in which the parts go out, e.g. `[2, 1, 3]`; parts left out are never sent. */
  readonly order?: readonly number[];
}

export interface Smsc {
  readonly port: number;
  /** May be changed at any time. */
  script: SmscScript;
  readonly received: ReceivedPart[];
  readonly counts: {
    submits: number;
    accepted: number;
    refused: number;
    binds: number;
    receiptsStored: number;
  };
  /** Status of every deliver_sm_resp, in order. */
  readonly acknowledgements: number[];
  /** Ids of the messages whose receipts were taken, as the receipts have them; a garbled one has none. */
  readonly reported: string[];
  /** Receipts that are still to be taken. */
  readonly receiptsOwed: number;
  readonly binds: BindRequest[];
  readonly sessions: ReadonlySet<SmscSession>;
  sendText(text: IncomingText): void;
  sendShortMessage(message: OutgoingShortMessage): void;
  stop(): Promise<void>;
}

class SmscServer implements Smsc {
  port = 0;
  script: SmscScript;
  readonly received: ReceivedPart[] = [];
  readonly counts = { submits: 0, accepted: 0, refused: 0, binds: 0, receiptsStored: 0 };
  readonly acknowledgements: number[] = [];
  readonly reported: string[] = [];
  receiptsOwed = 0;
  readonly binds: BindRequest[] = [];
  readonly sessions = new Set<SmscSession>();
  private readonly options: SmscOptions;
  private readonly server: Server;
  private readonly timers = new Set<NodeJS.Timeout>();
  private outbox: Delivery[] = [];
  private outboxHead = 0;
  private delayed: OwedReceipt[] = [];
  private nextId: number;
  private reference = 0;
  private second = 0;
  private inSecond = 0;

  constructor(options: SmscOptions) {
    this.options = options;
    this.script = makeScript(options.script);
    this.nextId = options.firstId ?? 1_715_004;
    this.server = createServer((socket) => this.sessions.add(new SmscSession(socket, this)));
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port ?? 0, this.options.host ?? '127.0.0.1', resolve);
    });
    const address = this.server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
    return this;
  }

  onBind(_session: SmscSession, bind: BindRequest): number | undefined {
    this.counts.binds++;
    this.binds.push(bind);
    const { account } = this.options;
    if (account && account.systemId !== bind.systemId) return 0x0f;
    if (account && account.password !== bind.password) return 0x0e;
    return this.script.bindStatus;
  }

  onSubmit(session: SmscSession, command: number, sequence: number, message: ReceivedMessage): void {
    const ordinal = ++this.counts.submits;
    const act = actFor(this.script, ordinal) ?? this.throttle();
    if (!act) this.accept(session, command, sequence, message);
    else if (act.do === 'delay') this.later(act.ms, () => this.accept(session, command, sequence, message));
    else this.misbehave(session, command, sequence, message, act);
  }

  onDelivered(delivery: Delivery, status: number | undefined): void {
    if (status !== undefined && this.options.record !== false) this.acknowledgements.push(status);
    if (status !== 0) {
      this.later(this.script.redeliverMs, () => this.send(delivery));
      return;
    }
    this.counts.receiptsStored++;
    if (!isReceipt(delivery) || delivery.isIntermediate) return;
    this.receiptsOwed--;
    if (this.options.record !== false && delivery.script.form !== 'garbled')
      this.reported.push(delivery.receiptId);
  }

  onRoom(): void {
    if (this.outbox.length === 0) return;
    while (this.outboxHead < this.outbox.length) {
      const session = this.receiver();
      if (!session) return;
      const next = this.outbox[this.outboxHead++];
      if (next) session.deliver(next);
    }
    this.outbox = [];
    this.outboxHead = 0;
  }

  onClose(session: SmscSession): void {
    this.sessions.delete(session);
  }

  sendShortMessage(message: OutgoingShortMessage): void {
    this.send(message);
  }

  sendText({ from, to, text, style = 'udh8', reference, order }: IncomingText): void {
    const ref = reference ?? ++this.reference & 0xff;
    const parts = planParts(text, { encoding: 'gsm7', concatenation: style }, () => ref) ?? [];
    const wanted = order ?? parts.map((_, index) => index + 1);
    for (const sequence of wanted) {
      const part = parts[sequence - 1];
      if (!part) continue;
      this.sendShortMessage({
        serviceType: '',
        source: { ton: 1, npi: 1, address: from.replace('+', '') },
        destination: { ton: to.startsWith('+') ? 1 : 3, npi: 0, address: to.replace('+', '') },
        esmClass: 0,
        validityPeriod: '',
        registeredDelivery: 0,
        ...part,
      });
    }
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    for (const session of this.sessions) session.socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
    for (const timer of this.timers) clearTimeout(timer);
  }

  private send(delivery: Delivery): void {
    this.outbox.push(delivery);
    this.onRoom();
  }

  private receiver(): SmscSession | undefined {
    for (const session of this.sessions) if (session.canDeliver) return session;
    return undefined;
  }

  private accept(session: SmscSession, command: number, sequence: number, message: ReceivedMessage): void {
    const id = idsOf(this.nextId++, this.script.ids);
    this.counts.accepted++;
    if (this.options.record !== false) this.record(message, id.response);
    const { receipts } = this.script;
    const asked = (message.registeredDelivery & 0x03) === 1 && receipts.send === 'asked';
    if (asked && receipts.order === 'before_response') {
      this.sendReceipts(message, id.receipt);
      this.later(20, () => session.answer(command, 0, sequence, id.response));
      return;
    }
    session.answer(command, 0, sequence, id.response);
    if (asked) this.sendReceipts(message, id.receipt);
  }

  private sendReceipts(message: ReceivedMessage, id: string): void {
    const script = this.script.receipts;
    const receipt = { receiptId: id, submit: message, sentAt: Date.now(), script, isIntermediate: false };
    if (script.intermediate) this.send({ ...receipt, isIntermediate: true });
    for (let copy = 0; copy < script.copies; copy++) {
      this.receiptsOwed++;
      if (script.delayMs === 0) this.send(receipt);
      else this.delay(receipt);
    }
  }

  /** One timer for all receipts that wait: they all wait equally long. */
  private delay(receipt: OwedReceipt): void {
    this.delayed.push(receipt);
    if (this.delayed.length === 1) this.later(10, () => this.releaseDelayed());
  }

  private releaseDelayed(): void {
    const now = Date.now();
    let due = this.delayed.findIndex(({ sentAt, script }) => sentAt + script.delayMs > now);
    if (due < 0) due = this.delayed.length;
    for (const receipt of this.delayed.splice(0, due)) this.outbox.push(receipt);
    this.onRoom();
    if (this.delayed.length > 0) this.later(10, () => this.releaseDelayed());
  }

  private misbehave(
    session: SmscSession,
    command: number,
    sequence: number,
    message: ReceivedMessage,
    act: SubmitAct,
  ): void {
    switch (act.do) {
      case 'status':
        this.counts.refused++;
        session.answer(command, act.status, sequence, '');
        break;
      case 'generic_nack':
        this.counts.refused++;
        session.header(COMMAND.genericNack, act.status, sequence);
        break;
      case 'reset':
        session.reset();
        break;
      case 'reset_mid_pdu':
        session.resetMidPdu();
        break;
      case 'unbind':
        this.accept(session, command, sequence, message);
        session.unbind();
        break;
      case 'stop_reading':
        session.stopReading();
        break;
      case 'fall_silent':
        session.fallSilent();
        break;
      case 'bad_length': {
        const octets = Buffer.alloc(16);
        octets.writeUInt32BE(act.length);
        session.raw(octets);
        break;
      }
      default:
    }
  }

  private throttle(): SubmitAct | undefined {
    if (this.script.throttleAbove <= 0) return undefined;
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.second) this.inSecond = 0;
    this.second = second;
    return ++this.inSecond > this.script.throttleAbove ? { do: 'status', status: 0x58 } : undefined;
  }

  private record(message: ReceivedMessage, messageId: string): void {
    const { text, part } = readUserData(message);
    const { source, destination, dataCoding, esmClass, registeredDelivery, validityPeriod, serviceType } =
      message;
    this.received.push({
      messageId,
      source,
      destination,
      text: decodeText(text, dataCoding, false) ?? '',
      part,
      dataCoding,
      esmClass,
      registeredDelivery,
      validityPeriod,
      serviceType,
      at: Date.now(),
    });
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }
}

export function startSmsc(options: SmscOptions = {}): Promise<Smsc> {
  return new SmscServer(options).listen();
}
