import { MESSAGE_STATUSES, type MessageClass, type MessageStatus } from './contract.ts';

/**
 * Rank of each status. Statuses are ordered by rank, never by arrival, so any
 * order and any repetition of the same evidence ends in the same status.
 */
export const RANK: Readonly<Record<MessageStatus, number>> = {
  accepted: 0,
  held: 10,
  queued: 20,
  sending: 30,
  unknown: 35,
  sent: 40,
  canceled: 50,
  expired: 60,
  failed: 70,
  delivered: 80,
  read: 90,
  received: 100,
};

/** By rank. */
const NAMES: readonly MessageStatus[] = Array.from(
  { length: Math.max(...Object.values(RANK)) + 1 },
  (_, rank) => MESSAGE_STATUSES.find((name) => RANK[name] === rank) ?? 'accepted',
);

export const statusOfRank = (rank: number): MessageStatus => NAMES[rank] ?? 'accepted';

/** Lane of each class: smaller leaves first. Also how a class is stored. */
export const LANE: Readonly<Record<MessageClass, number>> = {
  otp: 0,
  transactional: 1,
  conversation: 2,
  marketing: 3,
};
export const LAST_LANE = LANE.marketing;
export const CLASSES: readonly MessageClass[] = ['otp', 'transactional', 'conversation', 'marketing'];

export const classOfLane = (lane: number): MessageClass => CLASSES[lane] ?? 'transactional';

export interface StatusEvidence {
  readonly attempt: number;
  readonly rank: number;
}

/** From here on a rank proves that a person's device has the message, whichever attempt brought it there. */
const PROOF = RANK.delivered;

/**
 * True when `a` says more than `b`: proof of delivery first, then the later
 * attempt (a redriven message is under way again), then the higher rank.
 */
export function outranks(a: StatusEvidence, b: StatusEvidence): boolean {
  const proofA = a.rank >= PROOF;
  const proofB = b.rank >= PROOF;
  if (proofA !== proofB) return proofA;
  if (proofA) return a.rank > b.rank;
  return a.attempt === b.attempt ? a.rank > b.rank : a.attempt > b.attempt;
}

/** The status that a set of evidence amounts to; queries.ts says the same in SQL. */
export function foldStatus(evidence: Iterable<StatusEvidence>): StatusEvidence {
  let current: StatusEvidence = { attempt: 0, rank: RANK.accepted };
  for (const one of evidence) if (outranks(one, current)) current = one;
  return current;
}

export const isFinal = (rank: number): boolean => rank >= RANK.canceled;
