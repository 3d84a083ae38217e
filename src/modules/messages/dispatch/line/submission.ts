import type { OutgoingMessage } from '../../../../channels/channel.ts';
import type { MessageClass } from '../../contract.ts';
import { classOfLane } from '../../status.ts';
import type { Outgoing } from '../hand-off.ts';

/**
 * A message as its adapter gets it. A class, because an object that brings its own getter costs 1 kB and 1 µs; the public
 * id is enciphered when it is asked for, and most adapters have no use for it.
 */
export class Submission implements OutgoingMessage {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly class: MessageClass;
  readonly expiresAt: Date;
  readonly attempt: number;
  readonly #id: bigint;
  readonly #publicIdOf: (id: bigint) => string;

  constructor(message: Outgoing, publicIdOf: (id: bigint) => string) {
    this.to = message.to;
    this.from = message.from;
    this.text = message.text;
    this.class = classOfLane(message.lane);
    this.expiresAt = new Date(message.expiresAt);
    this.attempt = message.attempt;
    this.#id = message.id;
    this.#publicIdOf = publicIdOf;
  }

  get id(): string {
    return this.#publicIdOf(this.#id);
  }
}
