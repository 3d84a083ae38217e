import type { Clock } from '../../channels/channel.ts';
import type { Database, Transaction } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { IdSource, PublicIds } from '../../platform/ids.ts';
import type { IdentityKind, TimelineMessage } from './contract.ts';

/** What changing contacts needs; operations get the transaction of their caller besides. */
export interface ContactsCore {
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
}

/** An address and the time in which it was this person's. */
export interface AddressSpan {
  readonly address: string;
  /** Milliseconds since the epoch; null where there is no bound. */
  readonly since: number | null;
  readonly until: number | null;
}

/** A message with its internal id, which sorts by time. */
export interface MessageOfContact {
  readonly id: bigint;
  readonly at: Date;
  readonly message: TimelineMessage;
}

export interface OptOutOfContact {
  readonly address: string;
  readonly source: string;
  readonly keyword: string | null;
  readonly at: Date;
}

export interface ContactsDeps extends ContactsCore {
  /** Under row-level security. */
  readonly db: Database;
  readonly clock: Clock;
  /** Newest first, at most `limit`, ids smaller than `before`. */
  readonly messagesOf: (
    workspaceId: string,
    addresses: readonly AddressSpan[],
    before: bigint,
    limit: number,
  ) => Promise<readonly MessageOfContact[]>;
  readonly optOutsOf: (
    workspaceId: string,
    addresses: readonly string[],
  ) => Promise<readonly OptOutOfContact[]>;
  /** Erases what others keep of somebody besides messages, in the transaction that erases the contact. */
  readonly forgetPerson: (
    tx: Transaction,
    workspaceId: string,
    addresses: readonly { readonly kind: IdentityKind; readonly address: string }[],
  ) => Promise<void>;
}
