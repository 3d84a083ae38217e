import type { Identity } from '../../../channels/channel.ts';
import type { Transaction } from '../../../platform/db.ts';

/** Somebody who wrote, as the provider knows them. */
export interface Person {
  /** All of them the same person's; the one that wrote first. */
  readonly identities: readonly Identity[];
  readonly profileName?: string;
  readonly at: Date;
}

/**
 * Finds or makes their contacts, in the transaction that stores the messages; as many as people, in their order.
 * `contact` is its public id.
 */
export type ResolveSenders = (
  tx: Transaction,
  workspaceId: string,
  people: readonly Person[],
) => Promise<readonly ({ readonly contact: string } | undefined)[]>;
