/** What accepting needs from whoever sends: room for messages, and a place to put them after the commit. */

import type { Rich } from '../content/rich.ts';
import type { FallbackPlan } from './fallback-plan.ts';
import type { OutgoingCharge } from './outgoing-charge.ts';

/** A row of `messages.hand_off`, as the node knows it that holds its messages. */
export interface HandedOff {
  readonly workspaceId: string;
  readonly id: bigint;
  /** Messages of it that are in memory. */
  left: number;
}

/** A message on its way out, as the dispatcher of this process holds it. */
export interface Outgoing {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly channelId: string;
  readonly lane: number;
  readonly attempt: number;
  /** Tries that a busy or broken line took back. */
  readonly busy: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** What it holds besides its text; null for most. */
  readonly rich: Rich | null;
  /** Milliseconds until when the channel takes free content to this person; null where it always does. */
  readonly windowUntil: number | null;
  /** What it counts against a channel's pace. */
  readonly segments: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly operator: string | null;
  readonly medium: string;
  /** What its provider charges it as; null where it knows no categories. */
  readonly category: string | null;
  /** Null when there is nothing to book: free, or booked already. */
  readonly charge: OutgoingCharge | null;
  /** Null when no other channel may step in, or one has. */
  readonly plan: FallbackPlan | null;
  /** With which it came into memory; null where it has a row of its own in the outbox. */
  readonly handedOff: HandedOff | null;
}

export interface HandOff {
  /**
   * Asks for room for one message; urgent lanes have room that others have not. The node number to store as owner when this
   * process will send it from memory; null when it stays in the outbox for whoever claims it.
   */
  reserve(channelId: string, lane: number): number | null;
  /** Whether a line of this workspace is full enough, and so fast, that so many messages find room within a second. */
  hasRoomSoon(workspaceId: string, messages: number): boolean;
  /**
   * Gives room back that was reserved for messages whose commit failed. Should it have succeeded
   * all the same (its answer was lost), their rows are freed, so that they are claimed and sent.
   */
  abandon(messages: readonly Outgoing[]): void;
  /** Takes committed messages that had room reserved. */
  take(messages: readonly Outgoing[]): void;
  /** Takes a message back that has not been submitted yet; undefined when it is too late or not here. */
  revoke(id: bigint): Outgoing | undefined;
}

/** For processes that accept but do not send. */
export const noHandOff: HandOff = {
  reserve: () => null,
  hasRoomSoon: () => false,
  abandon: () => undefined,
  take: () => undefined,
  revoke: () => undefined,
};
