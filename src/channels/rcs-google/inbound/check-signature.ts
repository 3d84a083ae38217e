/**
 * Proves that a call comes from the platform: HMAC-SHA512 over the decoded `message.data`, keyed with the client token.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** An empty token proves nothing. */
export function isSigned(data: Buffer, signature: string | undefined, clientToken: string): boolean {
  if (clientToken === '' || signature === undefined) return false;
  return isSame(signature, createHmac('sha512', clientToken).update(data).digest('base64'));
}

/** In a time that says nothing about where they differ; an empty secret is the same as nothing. */
export function isSame(given: string, right: string): boolean {
  if (right === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(right));
}
