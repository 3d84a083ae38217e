/** How a provider fares, as the last outcomes say: there is no connection whose state one could look at. */
import type { ChannelHealth, Clock, HealthState, SendOutcome } from '../channel.ts';

interface Finding {
  readonly state: HealthState;
  readonly code?: string;
  readonly detail?: string;
}

const WELL: Finding = { state: 'up' };

export class HealthWatch {
  readonly #clock: Clock;
  #finding: Finding = WELL;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  get refused(): Finding | undefined {
    return this.#finding.code === 'credentials_refused' ? this.#finding : undefined;
  }

  /** Refusals of one message say nothing about the provider, except that it answers. */
  note(outcome: SendOutcome): void {
    // Until a person acts: an answer to a call that was under way does not undo it.
    if (this.refused !== undefined) return;
    const next = outcome.kind === 'accepted' ? WELL : findingOf(outcome);
    if (next.state !== this.#finding.state || next.code !== this.#finding.code)
      this.#since = this.#clock.now();
    this.#finding = next;
  }

  state(): ChannelHealth {
    return { ...this.#finding, since: new Date(this.#since) };
  }
}

/** What a connection says of itself once nobody may send over it any more. */
export const closedHealth = (clock: Clock): ChannelHealth => ({
  state: 'stopped',
  code: 'closed',
  detail: 'The channel is closed.',
  since: new Date(clock.now()),
});

function findingOf({ code, detail }: Exclude<SendOutcome, { kind: 'accepted' }>): Finding {
  switch (code) {
    case 'credentials_refused':
      return { state: 'stopped', code, detail };
    case 'not_connected':
      return { state: 'down', code, detail };
    case 'throttled':
    case 'provider_busy':
    case 'timeout':
    case 'connection_lost':
    case 'provider_error':
      return { state: 'degraded', code, detail };
    default:
      return WELL;
  }
}
