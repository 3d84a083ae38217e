/**
 * Facts that modules publish, in the past tense, in the transaction that made
 * them true. Each durable subscriber gets a row of its own, so nobody ever polls
 * "everything after id n" (commits arrive out of order).
 */
import type { Transaction } from '../db.ts';

/** Who did it, in a form that outlives the person's or key's row. */
export interface ActorRef {
  readonly kind: 'member' | 'key' | 'system' | 'contact';
  /** Public id of the member or key; the job's name for `system`. */
  readonly id: string;
}

export interface DomainEvent {
  /** `module.fact`, e.g. `api_key.created`, `message.received`. */
  readonly type: string;
  /** UUID of the workspace it belongs to. */
  readonly workspaceId: string;
  readonly actor: ActorRef;
  /** Public id of what it is about. */
  readonly resource: string;
  /** Plain JSON without message texts, secrets or full addresses. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event as its subscribers see it. */
export interface StoredEvent extends DomainEvent {
  /** UUID; handlers are idempotent under it. */
  readonly id: string;
  readonly at: Date;
}

export interface Subscriber {
  /** Stable name, e.g. `governance.audit`; rows wait under it. */
  readonly name: string;
  /** Event types it wants, or `*`. */
  readonly types: readonly string[] | '*';
  /** Types it does not want although `types` names them. */
  readonly except?: readonly string[];
  /** Asked when an event is published, from memory: whether it is worth a row. */
  readonly wants?: (event: DomainEvent) => boolean;
  /** Runs at least once per event, in a transaction of the event's workspace. */
  readonly handle: (tx: Transaction, event: StoredEvent) => Promise<void>;
}

export interface EventBus {
  /** Writes the events for every subscriber into the caller's transaction. */
  publish(tx: Transaction, events: readonly DomainEvent[]): Promise<void>;
}
