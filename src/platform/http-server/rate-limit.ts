import { createBoundedMap } from '../../lib/bounded-map.ts';
import type { RatePolicy } from './route.ts';

export interface RateDecision {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the window starts afresh. */
  readonly resetSeconds: number;
}

interface Window {
  startedAt: number;
  used: number;
}

/** Callers remembered at most; beyond it the oldest windows are forgotten, which only errs in the caller's favour. */
const MOST_WINDOWS = 100_000;

export interface RateLimiter {
  take(policy: RatePolicy, caller: string): RateDecision;
}

/** Fixed windows in memory: exact on one server, and one limit per server on several. */
export function createRateLimiter(now: () => number): RateLimiter {
  const windows = createBoundedMap<string, Window>(MOST_WINDOWS);
  return {
    take(policy, caller) {
      const key = `${policy.name}\n${caller}`;
      const time = now();
      const length = policy.windowSeconds * 1000;
      let window = windows.get(key);
      if (window === undefined || time - window.startedAt >= length) {
        window = { startedAt: time, used: 0 };
        windows.set(key, window);
      }
      const resetSeconds = Math.max(1, Math.ceil((window.startedAt + length - time) / 1000));
      if (window.used >= policy.limit) return { allowed: false, remaining: 0, resetSeconds };
      window.used += 1;
      return { allowed: true, remaining: policy.limit - window.used, resetSeconds };
    },
  };
}
