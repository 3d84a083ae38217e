import type { OutgoingMessage } from '../../../../channels/channel.ts';
import { sharedDate } from '../../../../lib/shared-date.ts';
import type { MessageClass } from '../../contract.ts';
import { classOfLane } from '../../status.ts';
import type { Outgoing } from '../hand-off.ts';

/**
 * A message as its adapter gets it. A class, because an object that brings its own getters costs 1 kB and 1 µs; what it says
 * is asked of the message that waits already, and its public id is enciphered only for adapters that have a use for it.
 */
export class Submission implements OutgoingMessage {
  declare content?: NonNullable<OutgoingMessage['content']>;
  declare replyTo?: string;
  readonly #message: Outgoing;
  readonly #publicIdOf: (id: bigint) => string;

  constructor(message: Outgoing, publicIdOf: (id: bigint) => string) {
    this.#message = message;
    this.#publicIdOf = publicIdOf;
  }

  get id(): string {
    return this.#publicIdOf(this.#message.id);
  }
  get to(): string {
    return this.#message.to;
  }
  get from(): string {
    return this.#message.from;
  }
  get text(): string {
    return this.#message.text;
  }
  get class(): MessageClass {
    return classOfLane(this.#message.lane);
  }
  get expiresAt(): Date {
    return sharedDate(this.#message.expiresAt);
  }
  get attempt(): number {
    return this.#message.attempt;
  }
}
