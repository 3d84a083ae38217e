import type { Balance, Journal } from '../../contracts/billing.ts';

/** The figure of a journal line: how much of it moved, whatever the direction. */
export function movedAmount({ kind, changes }: Journal): number {
  switch (kind) {
    case 'top_up':
      return 0 - changes.funding;
    case 'trial_credit':
      return 0 - changes.trial;
    case 'settle':
      return changes.spent;
    case 'reserve':
    case 'release':
      return Math.abs(changes.reserved);
  }
}

/** What a line did to what can be spent: own money and credit together. */
export const balanceChange = ({ changes }: Journal): number => changes.available + changes.credit;

/** Shares of all that came in, for a bar; they sum to 1, or are all 0 where nothing came in. */
export function sharesOf({ available, reserved, spent, owed }: Balance): {
  readonly available: number;
  readonly reserved: number;
  readonly spent: number;
} {
  const all = available + reserved + spent;
  if (all === 0 || owed > 0) return { available: 0, reserved: 0, spent: 0 };
  return { available: available / all, reserved: reserved / all, spent: spent / all };
}
