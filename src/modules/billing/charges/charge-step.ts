/**
 * When a message costs its price. Pure: what one piece of evidence does to a charge that is still open.
 *
 *   open ──settle──▶ settled        open ──release──▶ released        neither is ever left again
 */
import type { ChargeOn } from '../contract.ts';

export type ChargePhase = 'open' | 'settled' | 'released';

/**
 * What became known about a message. An outcome is our own (from sending, waiting or taking back), a receipt the
 * provider's. `overdue`: nobody said more in time. What may be tried again (`queued`, `held`) says nothing yet.
 */
export type ChargeEvidence =
  | {
      readonly from: 'outcome';
      readonly status: 'held' | 'queued' | 'sending' | 'sent' | 'unknown' | 'failed' | 'expired' | 'canceled';
    }
  | { readonly from: 'receipt'; readonly status: 'sent' | 'delivered' | 'read' | 'failed' | 'expired' }
  | { readonly from: 'time'; readonly status: 'overdue' };

export type ChargeAct = 'settle' | 'release' | 'nothing';

/**
 * Charged when sent: any receipt proves the sending, so even `failed` settles. Charged when delivered: only the
 * handset's receipt settles. What nobody ever explains costs its price in the first case and nothing in the second.
 */
export function chargeStep(phase: ChargePhase, chargeOn: ChargeOn, evidence: ChargeEvidence): ChargeAct {
  if (phase !== 'open') return 'nothing';
  if (evidence.from === 'receipt') return chargeOn === 'sent' ? 'settle' : onDelivery(evidence.status);
  switch (evidence.status) {
    case 'sent':
      return chargeOn === 'sent' ? 'settle' : 'nothing';
    case 'overdue':
      return chargeOn === 'sent' ? 'settle' : 'release';
    case 'failed':
    case 'expired':
    case 'canceled':
      return 'release';
    case 'held':
    case 'queued':
    case 'sending':
    case 'unknown':
      return 'nothing';
  }
}

function onDelivery(status: 'sent' | 'delivered' | 'read' | 'failed' | 'expired'): ChargeAct {
  if (status === 'sent') return 'nothing';
  return status === 'delivered' || status === 'read' ? 'settle' : 'release';
}

/** How long an open charge waits for an explanation: providers report within three days or not at all. */
export const OPEN_CHARGE_MS = 72 * 3_600_000;

/** What time alone does to an open charge. */
export const actWhenOverdue = (chargeOn: ChargeOn): 'settle' | 'release' =>
  chargeOn === 'sent' ? 'settle' : 'release';
