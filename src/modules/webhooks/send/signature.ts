import { createHmac } from 'node:crypto';

/**
 * Headers of a delivery by Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one `v1,`
 * signature per key, so that a receiver may still hold the previous one.
 */
export function signedHeaders(
  id: string,
  timestampSeconds: number,
  body: string,
  keys: readonly Buffer[],
): Record<string, string> {
  const content = `${id}.${timestampSeconds}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`);
  return {
    'content-type': 'application/json',
    'user-agent': 'Titian-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
