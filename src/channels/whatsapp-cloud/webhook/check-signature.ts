/** Whether a call comes from Meta. Without a secret nothing is believed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundRequest } from '../../channel.ts';

const PREFIX = 'sha256=';

/**
 * `X-Hub-Signature-256: sha256=<hex>`, HMAC-SHA256 with the app secret over the bytes that arrived.
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
 */
export function isSignedByMeta(appSecret: string, { headers, body }: InboundRequest): boolean {
  const given = headers['x-hub-signature-256'];
  if (appSecret === '' || given === undefined || !given.startsWith(PREFIX)) return false;
  const right = createHmac('sha256', appSecret).update(body).digest();
  const signature = Buffer.from(given.slice(PREFIX.length).trim(), 'hex');
  return signature.length === right.length && timingSafeEqual(signature, right);
}
