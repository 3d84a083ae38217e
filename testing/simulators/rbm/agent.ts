/** One agent: its conversations, its messages on their way, and its webhook. */
import { randomUUID } from 'node:crypto';
import type { AgentMessage } from './agent-message.ts';
import type { People } from './people.ts';
import { notFound, RpcError } from './rpc.ts';
import { Webhook, type WebhookOptions } from './webhook.ts';

export interface AgentOptions {
  readonly agentId: string;
  readonly clientToken: string;
  /** `brands/…/agents/…` */
  readonly name?: string;
  /** Reaches everybody; else invited test phones only. */
  readonly launched?: boolean;
  /** Launch state per operator, for the management API. */
  readonly launches?: Readonly<Record<string, string>>;
}

export interface AgentDeps {
  readonly people: People;
  readonly firstPauseMs: number;
  /** undefined: nobody's phone tells anything of its own accord. */
  readonly deliverAfterMs: number | undefined;
  readonly readAfterMs: number | undefined;
  /** A repeated message id is refused with 409, or taken and ignored as the reference says. */
  readonly repeats: 'refuse' | 'ignore';
  /** Whether a message can be taken back when its time is over. */
  readonly revokes: () => boolean;
}

export interface SentMessage {
  readonly messageId: string;
  readonly phone: string;
  readonly body: AgentMessage;
  readonly at: number;
  state: 'waiting' | 'delivered' | 'read' | 'revoked' | 'expired';
}

export class Agent {
  readonly options: AgentOptions;
  readonly webhook: Webhook;
  readonly testers = new Map<string, 'PENDING' | 'ACCEPTED' | 'DECLINED'>();
  readonly messages = new Map<string, SentMessage>();
  /** `READ` and `IS_TYPING` that the agent sent. */
  readonly events: { readonly phone: string; readonly eventType: string; readonly messageId?: string }[] = [];
  webhookUrl: string | undefined;
  readonly #deps: AgentDeps;
  readonly #eventIds = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: AgentOptions, deps: AgentDeps) {
    this.options = options;
    this.#deps = deps;
    const webhook: WebhookOptions = {
      clientToken: options.clientToken,
      url: () => this.webhookUrl,
      firstPauseMs: deps.firstPauseMs,
    };
    this.webhook = new Webhook(webhook);
  }

  mayReach(phone: string): boolean {
    return this.options.launched !== false || this.testers.get(phone) === 'ACCEPTED';
  }

  take(phone: string, messageId: string, body: AgentMessage): SentMessage {
    const before = this.messages.get(messageId);
    if (before !== undefined || this.#eventIds.has(messageId)) {
      if (this.#deps.repeats === 'refuse' || before === undefined)
        throw new RpcError(409, 'ALREADY_EXISTS', 'Requested entity already exists');
      return before;
    }
    const message: SentMessage = { messageId, phone, body, at: Date.now(), state: 'waiting' };
    this.messages.set(messageId, message);
    const { deliverAfterMs } = this.#deps;
    if (deliverAfterMs !== undefined) this.#later(deliverAfterMs, () => this.deliver(messageId));
    const life = lifeOf(body);
    if (life !== undefined) this.#later(life, () => this.expire(messageId));
    return message;
  }

  takeEvent(
    phone: string,
    eventId: string,
    event: { eventType: string; messageId?: string | undefined },
  ): void {
    if (this.#eventIds.has(eventId))
      throw new RpcError(409, 'ALREADY_EXISTS', 'Requested entity already exists');
    this.#eventIds.add(eventId);
    const { eventType, messageId } = event;
    this.events.push({ phone, eventType, ...(messageId === undefined ? {} : { messageId }) });
  }

  /** What has arrived cannot be taken back. */
  revoke(messageId: string): void {
    const message = this.messages.get(messageId);
    if (message === undefined || message.state === 'delivered' || message.state === 'read') throw notFound();
    message.state = 'revoked';
  }

  /** The phone shows it, if it is on. */
  deliver(messageId: string): boolean {
    const message = this.messages.get(messageId);
    if (message?.state !== 'waiting' || !this.#deps.people.get(message.phone).online) return false;
    message.state = 'delivered';
    this.#tellUserEvent(message, 'DELIVERED');
    const { readAfterMs } = this.#deps;
    if (readAfterMs !== undefined) this.#later(readAfterMs, () => this.read(messageId));
    return true;
  }

  read(messageId: string): void {
    const message = this.messages.get(messageId);
    if (message === undefined) return;
    message.state = 'read';
    this.#tellUserEvent(message, 'READ');
  }

  /** Its time is over. */
  expire(messageId: string): void {
    const message = this.messages.get(messageId);
    if (message?.state !== 'waiting') return;
    const revoked = this.#deps.revokes();
    if (revoked) message.state = 'expired';
    this.webhook.tell({
      phoneNumber: message.phone,
      agentId: this.options.agentId,
      messageId,
      eventType: revoked ? 'TTL_EXPIRATION_REVOKED' : 'TTL_EXPIRATION_REVOKE_FAILED',
      eventId: randomUUID(),
      sendTime: new Date().toISOString(),
    });
  }

  /** Something that a person sends, e.g. `{ text: 'Halo' }`. Its message id. */
  hear(phone: string, said: Readonly<Record<string, unknown>>): string {
    const messageId = `Mx${randomUUID()}`;
    const { agentId } = this.options;
    const sendTime = new Date().toISOString();
    this.webhook.tell({ senderPhoneNumber: phone, agentId, messageId, sendTime, ...said });
    return messageId;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.webhook.close();
  }

  #tellUserEvent({ phone, messageId }: SentMessage, eventType: string): void {
    this.webhook.tell({
      senderPhoneNumber: phone,
      agentId: this.options.agentId,
      eventType,
      eventId: randomUUID(),
      messageId,
      sendTime: new Date().toISOString(),
    });
  }

  #later(ms: number, act: () => void): void {
    // Longer than a run lasts, and than a timer takes.
    if (ms > 2 ** 31 - 1) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
  }
}

function lifeOf({ ttl, expireTime }: AgentMessage): number | undefined {
  if (ttl !== undefined) return Number.parseFloat(ttl) * 1000;
  return expireTime === undefined ? undefined : Math.max(Date.parse(expireTime) - Date.now(), 0);
}
