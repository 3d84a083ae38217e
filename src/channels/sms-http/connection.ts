import type {
  ChannelConnection,
  ChannelDeps,
  ChannelHealth,
  EmitEvent,
  InboundRequest,
  InboundResponse,
  OutgoingMessage,
  SendOutcome,
} from '../channel.ts';
import { readOutcome } from './answer.ts';
import { closedHealth, HealthWatch } from '../shared/health-watch.ts';
import { receiveCall } from './inbound/receive-call.ts';
import type { GatewayProfile } from './profile.ts';
import { profileOf } from './profile-of.ts';
import { buildRequest } from './request.ts';
import { scrub } from '../shared/scrub.ts';
import type { HttpSettings } from './settings.ts';
import { valuesOf } from './values.ts';

/** Waits after calls that found nobody: doubled each time, because every waiting message would call again. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Any honest answer fits many times over. */
const LONGEST_ANSWER_BYTES = 256 * 1024;

export class GatewayConnection implements ChannelConnection {
  readonly #settings: HttpSettings;
  readonly #deps: ChannelDeps;
  readonly #profile: GatewayProfile;
  readonly #watch: HealthWatch;
  readonly #underWay = new Set<Promise<SendOutcome>>();
  #closed = false;
  #misses = 0;

  constructor(settings: HttpSettings, deps: ChannelDeps) {
    this.#settings = settings;
    this.#deps = deps;
    this.#profile = profileOf(settings);
    this.#watch = new HealthWatch(deps.clock);
  }

  /** One call to the gateway and never two, whatever becomes of it. */
  async send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome> {
    if (this.#closed) return { kind: 'retryable', code: 'not_connected', detail: 'The channel is closed.' };
    const { refused } = this.#watch;
    if (refused !== undefined)
      return { kind: 'retryable', code: 'credentials_refused', detail: refused.detail ?? '' };
    const call = this.#call(message, signal);
    this.#underWay.add(call);
    try {
      const outcome = this.#patient(await call);
      this.#watch.note(outcome);
      return outcome;
    } finally {
      this.#underWay.delete(call);
    }
  }

  receive(request: InboundRequest, emit: EmitEvent): Promise<InboundResponse> {
    const { account, secret, signatureSecret } = this.#settings;
    return receiveCall(
      { profile: this.#profile, secret, signatureSecret, secrets: [account, secret, signatureSecret] },
      this.#deps,
      request,
      emit,
    );
  }

  health(): ChannelHealth {
    return this.#closed ? closedHealth(this.#deps.clock) : this.#watch.state();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#underWay]);
  }

  async #call(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome> {
    const { account, secret, signatureSecret, sendCallbackUrl, timeoutSeconds } = this.#settings;
    const { callbackUrl, clock } = this.#deps;
    const now = clock.now();
    if (message.expiresAt !== undefined && message.expiresAt.getTime() <= now)
      return { kind: 'permanent', code: 'expired', detail: 'The message was too late to leave.' };
    const values = valuesOf(
      message,
      this.#profile.request,
      { account, secret },
      sendCallbackUrl ? callbackUrl : undefined,
      now,
    );
    const request = buildRequest(this.#profile, values);
    if (request === undefined)
      return { kind: 'permanent', code: 'message_invalid', detail: 'A value does not fit into the address.' };
    const unsayable = {
      secrets: [secret, signatureSecret, String(values.basic_auth), callbackUrl],
      text: message.text,
      addresses: [message.to, String(values.to_digits), String(values.to_local)],
    };
    const outcome = await this.#deps.fetch({
      ...request,
      timeoutMs: timeoutSeconds * 1000,
      maxResponseBytes: LONGEST_ANSWER_BYTES,
      signal,
    });
    return readOutcome(outcome, this.#profile.answer, {
      messageId: message.id,
      now: clock.now(),
      clean: (words) => scrub(words, unsayable),
    });
  }

  #patient(outcome: SendOutcome): SendOutcome {
    if (outcome.kind === 'accepted' || outcome.code !== 'not_connected') {
      this.#misses = 0;
      return outcome;
    }
    const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(this.#misses, 10), LONGEST_WAIT_MS);
    this.#misses += 1;
    return { ...outcome, retryAfterMs: Math.round(wait * (0.5 + this.#deps.random() / 2)) };
  }
}
