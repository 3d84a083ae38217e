import type { ChannelHealth } from '../../channels/channel.ts';
import type { Breaker } from './breaker.ts';

/** The health code of a channel whose breaker is open. */
export const BREAKER_OPEN = 'breaker_open';

/**
 * The connection's own health, and over it the breaker's: open reads `down`, so that routes avoid the channel;
 * half open reads `degraded`, so that a message comes along to try it.
 */
export function healthOf(own: ChannelHealth, breaker: Breaker, now: number): ChannelHealth {
  const openFor = breaker.openForMs;
  if (openFor === undefined || (own.state !== 'up' && own.state !== 'degraded')) return own;
  const since = new Date(now - openFor);
  return breaker.phase === 'open'
    ? {
        state: 'down',
        code: BREAKER_OPEN,
        detail: 'The provider kept failing; nothing is sent for 30 seconds.',
        since,
      }
    : {
        state: 'degraded',
        code: BREAKER_OPEN,
        detail: 'The provider kept failing; the next message finds out whether it works again.',
        since,
      };
}
