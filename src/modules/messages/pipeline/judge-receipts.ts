/** Shares of messages without a final receipt: above the first it is an alarm, below the second it is over. */
export const MISSING_ABOVE = 0.5;
export const FINE_BELOW = 0.25;
/** Fewer say nothing about a provider. */
export const LEAST_SAMPLE = 20;

export interface ReceiptSample {
  readonly sampled: number;
  readonly missing: number;
}

/** Whether receipts are missing from now on. Between the two thresholds, and with too few messages, it stays as it was. */
export function receiptsMissing({ sampled, missing }: ReceiptSample, before: boolean): boolean {
  // Nothing was sent for an hour: there is nothing to be missing.
  if (sampled === 0) return false;
  if (sampled < LEAST_SAMPLE) return before;
  const share = missing / sampled;
  return before ? share >= FINE_BELOW : share > MISSING_ABOVE;
}
