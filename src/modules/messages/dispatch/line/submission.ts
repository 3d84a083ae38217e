import type { Caller, OutgoingMessage, SendOutcome } from '../../../../channels/channel.ts';
import { sharedDate } from '../../../../lib/shared-date.ts';
import type { MessageClass } from '../../contract.ts';
import { classOfLane } from '../../status.ts';
import type { Outgoing } from '../hand-off.ts';
import type { Recorded } from '../recorder.ts';

/** Where a submission came from. */
export interface Origin {
  answered(submission: Submission, outcome: SendOutcome): void;
  recorded(message: Outgoing): void;
}

/**
 * A message on its way, as its adapter gets it, until its outcome is written down. A class, because an object that brings
 * its own getters costs 1 kB and 1 µs, and closures that wait for its answer live as long; what it says
 * is asked of the message that waits already, and its public id is enciphered only for adapters that have a use for it.
 */
export class Submission implements OutgoingMessage, Caller, Recorded {
  declare content?: NonNullable<OutgoingMessage['content']>;
  declare replyTo?: string;
  readonly message: Outgoing;
  /** Of the breaker, when it was submitted. */
  readonly era: number;
  readonly #origin: Origin;
  readonly #publicIdOf: (id: bigint) => string;

  constructor(origin: Origin, message: Outgoing, era: number, publicIdOf: (id: bigint) => string) {
    this.message = message;
    this.era = era;
    this.#origin = origin;
    this.#publicIdOf = publicIdOf;
  }

  answered(outcome: SendOutcome): void {
    this.#origin.answered(this, outcome);
  }

  recorded(): void {
    this.#origin.recorded(this.message);
  }

  get id(): string {
    return this.#publicIdOf(this.message.id);
  }
  get to(): string {
    return this.message.to;
  }
  get from(): string {
    return this.message.from;
  }
  get text(): string {
    return this.message.text;
  }
  get class(): MessageClass {
    return classOfLane(this.message.lane);
  }
  get expiresAt(): Date {
    return sharedDate(this.message.expiresAt);
  }
  get attempt(): number {
    return this.message.attempt;
  }
}
