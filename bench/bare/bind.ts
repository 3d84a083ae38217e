import { connect, type Socket } from 'node:net';
import { COMMAND } from '../../src/channels/sms-smpp/wire/commands.ts';
import { createFrameReader } from '../../src/channels/sms-smpp/wire/frames.ts';
import { readMessageId, readShortMessage } from '../../src/channels/sms-smpp/wire/read-pdu.ts';
import { writeBind, writeIdResponse, writeShortMessage } from '../../src/channels/sms-smpp/wire/write-pdu.ts';
import { PduWriter } from '../../src/channels/sms-smpp/wire/writer.ts';

/** Submitted and not yet answered: the window of the product's bind. */
const WINDOW = 500;
/** Submitted and not yet written down, answered or not: as on the product's bind. */
const MOST_UNRECORDED = 4 * WINDOW;
const WORTH_COMPACTING = 10_000;
const SENDER = { ton: 5, npi: 0, address: 'TOKOUJI' };

export interface Sent {
  readonly id: bigint;
  readonly to: string;
  readonly text: string;
  readonly handOff: bigint;
  readonly isLast: boolean;
  externalId: string;
  /** Of the deliver_sm that is to be answered. */
  sequence: number;
  /** Milliseconds since the epoch. */
  sentAt: number;
}

export interface Heard {
  readonly onAnswer: (message: Sent) => void;
  readonly onReceipt: (message: Sent) => void;
}

/** A transceiver that keeps its window full and trusts its centre: every answer says yes, every receipt is final. */
export class Bind {
  readonly #socket: Socket;
  readonly #heard: Heard;
  readonly #writer = new PduWriter();
  readonly #submitted = new Map<number, Sent>();
  readonly #unreported = new Map<string, Sent>();
  #waiting: Sent[] = [];
  #head = 0;
  #unrecorded = 0;
  #sequence = 1;

  constructor(port: number, heard: Heard) {
    this.#heard = heard;
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    const frames = createFrameReader(
      (buffer, start, end) => this.#read(buffer, start, end),
      (length) => {
        throw new Error(`a PDU of ${length} octets`);
      },
    );
    this.#socket.on('data', (chunk) => {
      frames.push(chunk);
      this.#pump();
    });
    const account = { systemId: 'titian', password: 'rahasia', systemType: '' };
    const anywhere = { addressTon: 0, addressNpi: 0, addressRange: '' };
    writeBind(this.#writer, COMMAND.bindTransceiver, this.#sequence, { ...account, ...anywhere });
    this.#flush();
  }

  send(messages: readonly Sent[]): void {
    this.#waiting.push(...messages);
    this.#pump();
  }

  recorded(count: number): void {
    this.#unrecorded -= count;
    this.#pump();
  }

  acknowledge(messages: readonly Sent[]): void {
    for (const { sequence } of messages)
      writeIdResponse(this.#writer, COMMAND.deliverSmResp, 0, sequence, '');
    this.#flush();
  }

  close(): void {
    this.#socket.destroy();
  }

  #pump(): void {
    const mayMore = (): boolean => this.#submitted.size < WINDOW && this.#unrecorded < MOST_UNRECORDED;
    while (this.#head < this.#waiting.length && mayMore()) {
      const message = this.#waiting[this.#head++];
      if (message !== undefined) this.#submit(message);
    }
    if (this.#head >= WORTH_COMPACTING) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    this.#flush();
  }

  #submit(message: Sent): void {
    this.#unrecorded += 1;
    this.#sequence += 1;
    this.#submitted.set(this.#sequence, message);
    writeShortMessage(this.#writer, COMMAND.submitSm, this.#sequence, {
      serviceType: '',
      source: SENDER,
      destination: { ton: 1, npi: 1, address: message.to.slice(1) },
      esmClass: 0,
      validityPeriod: '',
      registeredDelivery: 1,
      dataCoding: 0,
      text: message.text,
      alphabet: 'gsm7',
      header: undefined,
      segment: undefined,
      inPayload: false,
    });
  }

  #read(buffer: Buffer, start: number, end: number): boolean {
    const command = buffer.readUInt32BE(start + 4);
    const sequence = buffer.readUInt32BE(start + 12);
    if (command === COMMAND.submitSmResp) this.#onAnswer(sequence, readMessageId(buffer, start, end));
    else if (command === COMMAND.deliverSm) {
      const text = readShortMessage(buffer, start, end)?.userData.toString('latin1') ?? '';
      this.#onReceipt(sequence, text.slice('id:'.length, text.indexOf(' ')));
    }
    return true;
  }

  #onAnswer(sequence: number, externalId: string): void {
    const message = this.#submitted.get(sequence);
    if (message === undefined) throw new Error(`an answer to nothing: ${sequence}`);
    this.#submitted.delete(sequence);
    message.externalId = externalId;
    message.sentAt = Date.now();
    this.#unreported.set(externalId, message);
    this.#heard.onAnswer(message);
  }

  #onReceipt(sequence: number, externalId: string): void {
    const message = this.#unreported.get(externalId);
    if (message === undefined) throw new Error(`a receipt of nothing: ${externalId}`);
    this.#unreported.delete(externalId);
    message.sequence = sequence;
    this.#heard.onReceipt(message);
  }

  #flush(): void {
    const octets = this.#writer.take();
    if (octets !== undefined) this.#socket.write(octets);
  }
}
