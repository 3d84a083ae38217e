/**
 * Uses within the last hour in 13 slots of five minutes: what wide limits are counted by. The slot that an hour
 * ago falls into counts in full, so that no hour of any sixty minutes ever holds more than its limit.
 */
const SLOT_MS = 300_000;
const SLOTS = 13;

export interface Slots {
  /** Number of the newest slot since the epoch. */
  readonly slot: number;
  /** Newest last, `SLOTS` of them. */
  readonly uses: readonly number[];
}

export const NO_USES: Slots = { slot: 0, uses: Array.from({ length: SLOTS }, () => 0) };

function movedTo(slots: Slots, now: number): Slots {
  // Never back: a node whose clock is behind counts into the newest slot.
  const slot = Math.max(Math.floor(now / SLOT_MS), slots.slot);
  const passed = Math.min(SLOTS, slot - slots.slot);
  if (passed === 0) return slots;
  return { slot, uses: [...slots.uses.slice(passed), ...NO_USES.uses.slice(0, passed)] };
}

export const usesWithinHour = (slots: Slots, now: number): number =>
  movedTo(slots, now).uses.reduce((sum, one) => sum + one, 0);

export function withUse(slots: Slots, now: number, size = 1): Slots {
  const moved = movedTo(slots, now);
  return { slot: moved.slot, uses: [...moved.uses.slice(0, -1), (moved.uses.at(-1) ?? 0) + size] };
}

/** Until `size` fits below `most`: when the oldest slots have left. */
export function msUntilRoom(slots: Slots, now: number, most: number, size = 1): number {
  const moved = movedTo(slots, now);
  let total = moved.uses.reduce((sum, one) => sum + one, 0);
  for (let i = 0; i < SLOTS; i++) {
    if (total + size <= most) return i === 0 ? 0 : (moved.slot + i) * SLOT_MS - now;
    total -= moved.uses[i] ?? 0;
  }
  return SLOTS * SLOT_MS;
}
