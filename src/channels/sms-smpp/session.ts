/**
 * One bind: a TCP or TLS connection from `bind_*` to its end. It keeps the window, the
 * response and enquire_link timers, and writes once per turn of the event loop.
 */
import type { Socket } from 'node:net';
import type { ChannelDeps } from '../channel.ts';
import type { CloseReason, InFlight, SessionOwner } from './session-contract.ts';
import type { SmppSettings } from './settings.ts';
import { type BindCommand, COMMAND, isResponse, MAX_SEQUENCE, responseTo } from './wire/commands.ts';
import { createFrameReader } from './wire/frames.ts';
import { readDataSm, readMessageId, readShortMessage, type ShortMessage } from './wire/read-pdu.ts';
import { STATUS } from './wire/status.ts';
import {
  type OutgoingShortMessage,
  writeBind,
  writeHeaderOnly,
  writeIdResponse,
  writeShortMessage,
} from './wire/write-pdu.ts';
import { PduWriter } from './wire/writer.ts';

type State = 'connecting' | 'binding' | 'bound' | 'unbinding' | 'closed';

/** Unsent octets above which we stop reading, so that a peer who doesn't read can't fill our memory. */
const MAX_UNSENT = 1_048_576;
const GOODBYE_MS = 1000;

export class SmppSession<Part extends InFlight> {
  private readonly settings: SmppSettings;
  private readonly deps: ChannelDeps;
  private readonly command: BindCommand;
  private readonly owner: SessionOwner<Part>;
  private readonly writer = new PduWriter();
  private readonly inFlight = new Map<number, Part>();
  private state: State = 'connecting';
  private socket: Socket | undefined;
  private sequence = 0;
  private bindSequence = 0;
  private blocked = false;
  private flushScheduled = false;
  /** Submissions counted in writing order, and the last of them that was handed to the socket. */
  private order = 0;
  private flushedOrder = 0;
  private heardAt = 0;
  private enquiredAt = 0;
  private unansweredInARow = 0;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(settings: SmppSettings, deps: ChannelDeps, command: BindCommand, owner: SessionOwner<Part>) {
    this.settings = settings;
    this.deps = deps;
    this.command = command;
    this.owner = owner;
  }

  get outstanding(): number {
    return this.inFlight.size;
  }

  get unanswered(): Iterable<Part> {
    return this.inFlight.values();
  }

  get bound(): boolean {
    return this.state === 'bound';
  }

  get hasRoom(): boolean {
    return this.state === 'bound' && !this.blocked && this.inFlight.size < this.settings.window;
  }

  async open(): Promise<void> {
    const { host, port, tls, tlsInsecure, connectTimeoutSeconds } = this.settings;
    let socket: Socket;
    try {
      const timeoutMs = connectTimeoutSeconds * 1000;
      socket = await this.deps.connect({ host, port, tls, tlsInsecure, timeoutMs });
    } catch (error) {
      this.finish({
        kind: 'connect_failed',
        error: error instanceof Error ? error.message : 'unknown error',
      });
      return;
    }
    if (this.state === 'closed') {
      socket.destroy();
      return;
    }
    this.attach(socket);
    this.state = 'binding';
    this.bindSequence = this.nextSequence();
    const { systemId, password, systemType } = this.settings;
    const bind = { systemId, password, systemType, addressTon: 0, addressNpi: 0, addressRange: '' };
    writeBind(this.writer, this.command, this.bindSequence, bind);
    this.scheduleFlush();
  }

  /** Writes a submit_sm; the caller has checked `hasRoom`. */
  submit(part: Part, wire: OutgoingShortMessage): void {
    const sequence = this.nextSequence();
    part.writtenAt = this.deps.clock.monotonic();
    part.order = ++this.order;
    this.inFlight.set(sequence, part);
    writeShortMessage(this.writer, COMMAND.submitSm, sequence, wire);
    this.scheduleFlush();
  }

  /** Answers a deliver_sm or data_sm; after the end of the session the centre will repeat anyway. */
  respond(command: number, status: number, sequence: number): void {
    if (this.state === 'closed') return;
    writeIdResponse(this.writer, responseTo(command), status, sequence, '');
    this.scheduleFlush();
  }

  /** Says goodbye and closes, after a second at the latest. */
  unbind(): void {
    if (this.state !== 'bound') {
      this.finish({ kind: 'closed' });
      return;
    }
    this.state = 'unbinding';
    writeHeaderOnly(this.writer, COMMAND.unbind, 0, this.nextSequence());
    this.scheduleFlush();
    const timer = setTimeout(() => this.finish({ kind: 'closed' }), GOODBYE_MS);
    timer.unref();
  }

  private attach(socket: Socket): void {
    this.socket = socket;
    socket.setNoDelay(true);
    const frames = createFrameReader(
      (buffer, start, end) => this.onFrame(buffer, start, end),
      (length, sequence) => this.onBadLength(length, sequence),
    );
    this.heardAt = this.deps.clock.monotonic();
    socket.on('data', (chunk) => {
      this.heardAt = this.deps.clock.monotonic();
      if (this.state !== 'closed') frames.push(chunk);
    });
    socket.on('drain', () => {
      this.blocked = false;
      socket.resume();
      this.owner.onRoom();
    });
    socket.on('error', () => this.finish({ kind: 'lost' }));
    socket.on('end', () => this.finish({ kind: 'lost' }));
    socket.on('close', () => this.finish({ kind: 'lost' }));
    const { enquireLinkSeconds, responseTimeoutSeconds } = this.settings;
    const sweepMs = Math.min(1000, Math.max(5, 250 * Math.min(enquireLinkSeconds, responseTimeoutSeconds)));
    this.sweeper = setInterval(() => this.sweep(), sweepMs);
  }

  private onFrame(buffer: Buffer, start: number, end: number): boolean {
    const command = buffer.readUInt32BE(start + 4);
    const status = buffer.readUInt32BE(start + 8);
    const sequence = buffer.readUInt32BE(start + 12);
    switch (command) {
      case COMMAND.submitSmResp:
        this.onAnswer(sequence, status, status === 0 ? readMessageId(buffer, start, end) : '');
        break;
      case COMMAND.deliverSm:
        this.onMessage(command, sequence, readShortMessage(buffer, start, end));
        break;
      case COMMAND.dataSm:
        this.onMessage(command, sequence, readDataSm(buffer, start, end));
        break;
      case COMMAND.enquireLink:
        writeHeaderOnly(this.writer, COMMAND.enquireLinkResp, 0, sequence);
        this.scheduleFlush();
        break;
      case COMMAND.unbind:
        writeHeaderOnly(this.writer, COMMAND.unbindResp, 0, sequence);
        this.closeAfterFlush({ kind: 'unbound_by_peer' });
        break;
      case COMMAND.unbindResp:
        if (this.state === 'unbinding') this.finish({ kind: 'closed' });
        break;
      case COMMAND.genericNack:
        this.onNack(sequence, status);
        break;
      case responseTo(this.command):
        this.onBindResponse(sequence, status);
        break;
      case COMMAND.alertNotification:
      case COMMAND.outbind:
        break;
      default:
        if (!isResponse(command)) {
          writeHeaderOnly(this.writer, COMMAND.genericNack, STATUS.invalidCommandId, sequence);
          this.scheduleFlush();
        }
    }
    return !this.isClosed();
  }

  /** A method, because the state changes behind the compiler's back. */
  private isClosed(): boolean {
    return this.state === 'closed';
  }

  private onBindResponse(sequence: number, status: number): void {
    if (this.state !== 'binding' || sequence !== this.bindSequence) return;
    if (status !== 0) {
      this.finish({ kind: 'bind_refused', status });
      return;
    }
    this.state = 'bound';
    this.owner.onBound();
  }

  private onNack(sequence: number, status: number): void {
    const refused = status || STATUS.invalidCommandId;
    if (this.state === 'binding') this.finish({ kind: 'bind_refused', status: refused });
    else this.onAnswer(sequence, refused, '');
  }

  private onAnswer(sequence: number, status: number, messageId: string): void {
    const part = this.inFlight.get(sequence);
    if (!part) return;
    this.inFlight.delete(sequence);
    this.unansweredInARow = 0;
    this.owner.onAnswer(part, status, messageId);
    this.owner.onRoom();
  }

  private onMessage(command: number, sequence: number, message: ShortMessage | undefined): void {
    if (this.state === 'binding') this.respond(command, STATUS.wrongBindState, sequence);
    else if (message) this.owner.onMessage(this, command, sequence, message);
    else this.respond(command, STATUS.invalidCommandLength, sequence);
  }

  /** The stream is out of step: say so once, then start over with a new connection. */
  private onBadLength(length: number, sequence: number): void {
    this.deps.log.warn('smpp_bad_length', { length });
    writeHeaderOnly(this.writer, COMMAND.genericNack, STATUS.invalidCommandLength, sequence);
    this.closeAfterFlush({ kind: 'protocol_error' });
  }

  private closeAfterFlush(reason: CloseReason): void {
    this.flush();
    this.finish(reason);
  }

  private nextSequence(): number {
    this.sequence = this.sequence >= MAX_SEQUENCE ? 1 : this.sequence + 1;
    return this.sequence;
  }

  private scheduleFlush(): void {
    if (this.flushScheduled) return;
    this.flushScheduled = true;
    setImmediate(this.flush);
  }

  private readonly flush = (): void => {
    this.flushScheduled = false;
    const { socket } = this;
    if (!socket || this.state === 'closed') return;
    const octets = this.writer.take();
    if (!octets) return;
    this.flushedOrder = this.order;
    if (socket.write(octets)) return;
    this.blocked = true;
    if (socket.writableLength > MAX_UNSENT) socket.pause();
  };

  private sweep(): void {
    const now = this.deps.clock.monotonic();
    const timeout = this.settings.responseTimeoutSeconds * 1000;
    const silence = now - this.heardAt;
    if (this.state === 'binding' ? silence > timeout : this.isDead(now, timeout)) {
      this.finish({ kind: 'dead_peer' });
      return;
    }
    for (const [sequence, part] of this.inFlight) {
      if (now - part.writtenAt < timeout) break;
      this.inFlight.delete(sequence);
      this.unansweredInARow++;
      this.owner.onLost(part, 'timeout', true);
    }
    // It answers enquire_link but nothing else: a window's worth of silence asks for a fresh bind.
    if (this.unansweredInARow >= Math.max(3, this.settings.window)) this.finish({ kind: 'no_answers' });
    else this.owner.onRoom();
  }

  /** Sends enquire_link after silence, sooner when a message stayed unanswered; true when even that went unheard. */
  private isDead(now: number, timeout: number): boolean {
    if (this.enquiredAt > this.heardAt) return now - this.enquiredAt > timeout;
    const silence = now - this.heardAt;
    const suspicious = this.unansweredInARow > 0 && silence >= timeout;
    if (suspicious || silence >= this.settings.enquireLinkSeconds * 1000) {
      this.enquiredAt = now;
      writeHeaderOnly(this.writer, COMMAND.enquireLink, 0, this.nextSequence());
      this.scheduleFlush();
    }
    return false;
  }

  private finish(reason: CloseReason): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    clearInterval(this.sweeper);
    const { socket } = this;
    if (socket) {
      // What is written still leaves; a peer that doesn't read is cut off after a second.
      socket.end();
      const timer = setTimeout(() => socket.destroy(), GOODBYE_MS);
      socket.once('close', () => clearTimeout(timer));
    }
    for (const part of this.inFlight.values()) {
      this.owner.onLost(part, 'connection_lost', part.order <= this.flushedOrder);
    }
    this.inFlight.clear();
    this.owner.onClosed(reason);
  }
}
