import type { Identity } from '../../../channels/channel.ts';
import type { Transaction } from '../../../platform/db.ts';

/** Somebody who wrote, as the provider knows them. */
export interface Person {
  readonly workspaceId: string;
  /** All of them the same person's; the one that wrote first. */
  readonly identities: readonly Identity[];
  readonly profileName?: string;
  readonly at: Date;
}

/** Finds or makes the contact, in the transaction that stores the message. `contact` is its public id. */
export type ResolveSender = (
  tx: Transaction,
  person: Person,
) => Promise<{ readonly contact: string } | undefined>;
