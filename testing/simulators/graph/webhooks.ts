/** Calls the business: signed, repeated with falling frequency until it answers 200. */
import { createHmac } from 'node:crypto';
import type { BusinessNumber, GraphState } from './state.ts';

export interface WebhookAnswer {
  readonly status: number;
  readonly field: string;
}

export interface Webhooks {
  /** News about the account or its templates; goes to the app's own address, whatever else is set. */
  account(field: string, value: Readonly<Record<string, unknown>>): void;
  /** What happens at a number; resolves with the first answer's status, 0 when there was none. */
  number(number: BusinessNumber, value: Readonly<Record<string, unknown>>, field?: string): Promise<number>;
  later(ms: number, act: () => void): void;
  /** Sends these bytes as they are, with the right signature. */
  raw(url: string, body: string): Promise<number>;
  readonly answers: readonly WebhookAnswer[];
  /** Resolves when nothing is under way and nothing waits. */
  settle(): Promise<void>;
  stop(): void;
}

const TIMEOUT_MS = 10_000;

export function createWebhooks(state: GraphState): Webhooks {
  const answers: WebhookAnswer[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let underWay = 0;
  let stopped = false;

  const later = (ms: number, act: () => void): void => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };

  const post = async (url: string, body: string): Promise<number> => {
    const signature = createHmac('sha256', state.settings.appSecret).update(body, 'utf8').digest('hex');
    const reached = state.settings.reach?.(url) ?? url;
    state.counts.webhooks += 1;
    underWay += 1;
    try {
      const response = await fetch(reached, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': `sha256=${signature}`,
        },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    } finally {
      underWay -= 1;
    }
  };

  const deliver = async (url: string | undefined, field: string, value: unknown): Promise<number> => {
    if (url === undefined || stopped) return 0;
    const entry = { id: state.settings.wabaId, time: Math.floor(state.settings.now() / 1000) };
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ ...entry, changes: [{ value, field }] }],
    });
    const attempt = async (round: number): Promise<number> => {
      const status = await post(url, body);
      answers.push({ status, field });
      const wait = state.settings.retryMs[round];
      if (status !== 200 && wait !== undefined) later(wait, () => void attempt(round + 1));
      return status;
    };
    return attempt(0);
  };

  return {
    answers,
    later,
    raw: post,
    account: (field, value) => void deliver(state.callbackUrl, field, value),
    number: (number, value, field = 'messages') =>
      deliver(number.callbackUrl ?? state.accountCallbackUrl ?? state.callbackUrl, field, {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: number.display, phone_number_id: number.id },
        ...value,
      }),
    async settle() {
      while (underWay > 0 || timers.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
