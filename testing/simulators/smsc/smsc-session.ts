/** One connection of an ESME to the simulated SMSC. */
import type { Socket } from 'node:net';
import {
  COMMAND,
  isResponse,
  MAX_SEQUENCE,
  responseTo,
} from '../../../src/channels/sms-smpp/wire/commands.ts';
import { createFrameReader } from '../../../src/channels/sms-smpp/wire/frames.ts';
import {
  type BindRequest,
  isBind,
  readBind,
  type ReceivedMessage,
  readDataSm,
  readShortMessage,
} from '../../../src/channels/sms-smpp/wire/read-pdu.ts';
import {
  type OutgoingShortMessage,
  writeHeaderOnly,
  writeIdResponse,
  writeShortMessage,
} from '../../../src/channels/sms-smpp/wire/write-pdu.ts';
import { PduWriter } from '../../../src/channels/sms-smpp/wire/writer.ts';
import { isReceipt, type OwedReceipt, writeReceipt } from './receipts.ts';
import type { SmscScript } from './script.ts';

/** What goes out as a deliver_sm; a receipt is written each time it does. */
export type Delivery = OutgoingShortMessage | OwedReceipt;

export interface SessionHost {
  readonly script: SmscScript;
  onBind(session: SmscSession, bind: BindRequest): number | undefined;
  onSubmit(session: SmscSession, command: number, sequence: number, message: ReceivedMessage): void;
  /** The ESME answered a deliver_sm, or the connection ended before it did (`undefined`). */
  onDelivered(delivery: Delivery, status: number | undefined): void;
  onRoom(): void;
  onClose(session: SmscSession): void;
}

export class SmscSession {
  readonly socket: Socket;
  private readonly host: SessionHost;
  private readonly writer = new PduWriter();
  private readonly unanswered = new Map<number, Delivery>();
  private receives = false;
  private sequence = 0;
  private scheduled = false;
  private silent = false;
  closed = false;

  constructor(socket: Socket, host: SessionHost) {
    this.socket = socket;
    this.host = host;
    socket.setNoDelay(true);
    const frames = createFrameReader(
      (buffer, start, end) => this.onFrame(buffer, start, end),
      () => this.nackAndEnd(),
    );
    socket.on('data', (chunk) => frames.push(chunk));
    socket.on('error', () => this.end());
    socket.on('close', () => this.end());
  }

  get canDeliver(): boolean {
    return (
      this.receives && !this.closed && !this.silent && this.unanswered.size < this.host.script.deliverWindow
    );
  }

  deliver(delivery: Delivery): void {
    this.sequence = this.sequence >= MAX_SEQUENCE ? 1 : this.sequence + 1;
    this.unanswered.set(this.sequence, delivery);
    if (isReceipt(delivery)) writeReceipt(this.writer, this.sequence, delivery);
    else writeShortMessage(this.writer, COMMAND.deliverSm, this.sequence, delivery);
    this.flushLater();
  }

  answer(command: number, status: number, sequence: number, id: string): void {
    if (this.closed || this.silent) return;
    writeIdResponse(this.writer, responseTo(command), status, sequence, id);
    this.flushLater();
  }

  header(command: number, status: number, sequence: number): void {
    if (this.closed || this.silent) return;
    writeHeaderOnly(this.writer, command, status, sequence);
    this.flushLater();
  }

  /** Octets as they are, after everything that waits. */
  raw(octets: Uint8Array): void {
    this.flush();
    this.socket.write(octets);
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }

  /** Half of a submit_sm_resp, then RST. */
  resetMidPdu(): void {
    this.raw(Buffer.from('000000158000000400000000', 'hex'));
    setTimeout(() => this.reset(), 5);
  }

  unbind(): void {
    this.header(COMMAND.unbind, 0, 1);
    this.flush();
  }

  stopReading(): void {
    this.socket.pause();
  }

  fallSilent(): void {
    this.flush();
    this.silent = true;
  }

  private onFrame(buffer: Buffer, start: number, end: number): boolean {
    if (this.silent) return true;
    const command = buffer.readUInt32BE(start + 4);
    const sequence = buffer.readUInt32BE(start + 12);
    if (command === COMMAND.submitSm || command === COMMAND.dataSm) {
      const read = command === COMMAND.submitSm ? readShortMessage : readDataSm;
      const message = read(buffer, start, end);
      if (message) this.host.onSubmit(this, command, sequence, message);
      else this.answer(command, 0x02, sequence, '');
    } else if (isBind(command)) {
      this.onBind(command, sequence, readBind(buffer, start, end));
    } else if (command === COMMAND.deliverSmResp) {
      this.settle(sequence, buffer.readUInt32BE(start + 8));
    } else if (command === COMMAND.enquireLink) {
      if (this.host.script.answersEnquireLink) this.header(COMMAND.enquireLinkResp, 0, sequence);
    } else if (command === COMMAND.unbind) {
      this.header(COMMAND.unbindResp, 0, sequence);
      this.flush();
      this.socket.end();
    } else if (!isResponse(command)) {
      this.header(COMMAND.genericNack, 0x03, sequence);
    }
    return true;
  }

  private onBind(command: number, sequence: number, bind: BindRequest | undefined): void {
    const status = bind ? this.host.onBind(this, bind) : 0x02;
    if (status === undefined) return;
    this.answer(command, status, sequence, status === 0 ? 'SMSC' : '');
    if (status !== 0) return;
    this.receives = command !== COMMAND.bindTransmitter;
    this.host.onRoom();
  }

  private settle(sequence: number, status: number): void {
    const delivery = this.unanswered.get(sequence);
    if (!delivery) return;
    this.unanswered.delete(sequence);
    this.host.onDelivered(delivery, status);
    this.host.onRoom();
  }

  private nackAndEnd(): void {
    this.header(COMMAND.genericNack, 0x02, 0);
    this.flush();
    this.socket.end();
  }

  private flushLater(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    const octets = this.writer.take();
    if (octets && !this.closed) this.socket.write(octets);
  }

  private end(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.destroy();
    for (const delivery of this.unanswered.values()) this.host.onDelivered(delivery, undefined);
    this.unanswered.clear();
    this.host.onClose(this);
  }
}
