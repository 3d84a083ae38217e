import type { ApiKey, Permission } from '../../contracts/accounts.ts';

export type KeyState = 'active' | 'revoked' | 'expired';

export function stateOf(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: number,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active';
}

/** What an application that sends needs; everything else is chosen on purpose. */
export const USUAL_SCOPES: readonly Permission[] = ['messages:send', 'messages:read', 'messages:cancel'];

/** ISO moment so many days from now; `undefined` for a key without end. */
export const expiryAfter = (days: number, now: number): string | undefined =>
  days === 0 ? undefined : new Date(now + days * 86_400_000).toISOString();
