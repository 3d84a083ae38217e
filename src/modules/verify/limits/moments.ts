/** Uses remembered by their exact time: what small limits are counted by. Milliseconds, oldest first. */

export interface Window {
  readonly name: string;
  readonly most: number;
  readonly windowMs: number;
}

/** The window that one more use would overfill, and how long until it would not; undefined when all have room. */
export function fullWindow(
  moments: readonly number[],
  windows: readonly Window[],
  now: number,
): { readonly name: string; readonly retryMs: number } | undefined {
  let worst: { name: string; retryMs: number } | undefined;
  for (const { name, most, windowMs } of windows) {
    // The use that has to leave the window before there is room: the `most`th from the end.
    const blocking = moments[moments.length - most];
    if (blocking === undefined || blocking <= now - windowMs) continue;
    const retryMs = blocking + windowMs - now;
    if (worst === undefined || retryMs > worst.retryMs) worst = { name, retryMs };
  }
  return worst;
}

/** One more, and no more than `kept`. A clock that went back does not unsort them. */
export function remember(moments: readonly number[], now: number, kept: number): readonly number[] {
  return [...moments, Math.max(now, moments.at(-1) ?? now)].slice(-kept);
}
