/**
 * Calls the customer's webhook as the platform does: one event each in a Pub/Sub envelope, signed, again until it is
 * answered with 200. https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

export interface WebhookFaults {
  /** Every event so many times; once unless told. */
  readonly copies?: number;
  /** Events are held back until there are so many, and then leave in the opposite order. */
  readonly reverse?: number;
}

export interface WebhookOptions {
  readonly clientToken: string;
  readonly url: () => string | undefined;
  /** First pause before a repetition, doubled each time; 600 s at the most at Google. */
  readonly firstPauseMs: number;
}

export class Webhook {
  readonly #options: WebhookOptions;
  readonly #ended = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #held: (() => Promise<void>)[] = [];
  faults: WebhookFaults = {};
  /** What each call was answered with, 0 for none. */
  readonly answers: number[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** The call of the console's Verify button; whether the address proved itself. */
  async shakeHands(url: string, clientToken = this.#options.clientToken): Promise<boolean> {
    const secret = randomUUID();
    const response = await this.#post(url, JSON.stringify({ clientToken, secret }), {});
    return response?.status === 200 && (await response.text()) === secret;
  }

  tell(event: Readonly<Record<string, unknown>>): void {
    const { copies = 1, reverse = 0 } = this.faults;
    const calls = Array.from({ length: copies }, () => () => this.#deliver(event));
    if (reverse === 0) return this.#start(calls);
    this.#held.push(...calls);
    if (this.#held.length < reverse) return;
    const [...all] = this.#held.reverse();
    this.#held = [];
    this.#start(all);
  }

  /** Once with these headers instead of the right ones. */
  async call(event: unknown, headers: Readonly<Record<string, string>>): Promise<number> {
    const response = await this.#post(
      this.#options.url() ?? '',
      envelope(Buffer.from(JSON.stringify(event))),
      headers,
    );
    return response?.status ?? 0;
  }

  /** Resolves when nothing is on its way any more. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await Promise.allSettled(this.#underWay);
  }

  #start(calls: readonly (() => Promise<void>)[]): void {
    for (const call of calls) {
      const running = call().finally(() => this.#underWay.delete(running));
      this.#underWay.add(running);
    }
  }

  async #deliver(event: Readonly<Record<string, unknown>>): Promise<void> {
    const data = Buffer.from(JSON.stringify(event));
    const signature = createHmac('sha512', this.#options.clientToken).update(data).digest('base64');
    for (
      let pause = this.#options.firstPauseMs;
      !this.#ended.signal.aborted;
      pause = Math.min(pause * 2, 600_000)
    ) {
      const url = this.#options.url();
      const response =
        url === undefined
          ? undefined
          : await this.#post(url, envelope(data), { 'x-goog-signature': signature });
      this.answers.push(response?.status ?? 0);
      if (response?.status === 200) return;
      await wait(pause, undefined, { signal: this.#ended.signal, ref: false }).catch(() => {});
    }
  }

  async #post(
    url: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response | undefined> {
    return fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(10_000)]),
    }).catch(() => undefined);
  }
}

const envelope = (data: Buffer): string =>
  JSON.stringify({
    message: {
      attributes: { product: 'RBM', type: 'event' },
      data: data.toString('base64'),
      messageId: String(BigInt(`0x${randomUUID().slice(0, 8)}`)),
      publishTime: new Date().toISOString(),
    },
    subscription: 'projects/rbm-simulator/subscriptions/agent',
  });
