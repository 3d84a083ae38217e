/**
 * Proves that a call comes from the platform: HMAC-SHA512 over the decoded `message.data`, keyed with the client token.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
import { createHmac } from 'node:crypto';
import { sameSecret } from '../../../lib/same-secret.ts';

/** An empty token proves nothing. */
export function isSigned(data: Buffer, signature: string | undefined, clientToken: string): boolean {
  if (clientToken === '' || signature === undefined) return false;
  return sameSecret(signature, createHmac('sha512', clientToken).update(data).digest('base64'));
}
