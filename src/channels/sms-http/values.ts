/** What a message puts into the places of a template. */
import { countSegments } from '../../lib/segments.ts';
import type { OutgoingMessage } from '../channel.ts';
import type { RequestTemplate } from './profile.ts';
import type { Values } from './template.ts';

/** Kept this long where a message names no end: as long as phones are usually switched off. */
const USUAL_VALIDITY_SECONDS = 48 * 3600;

export interface Credentials {
  readonly account: string;
  readonly secret: string;
}

export function valuesOf(
  message: OutgoingMessage,
  request: RequestTemplate,
  credentials: Credentials,
  callbackUrl: string | undefined,
  now: number,
): Values {
  const { min, max } = request.validity;
  const left =
    message.expiresAt === undefined
      ? USUAL_VALIDITY_SECONDS
      : Math.floor((message.expiresAt.getTime() - now) / 1000);
  const ttl = Math.min(Math.max(left, min), max);
  const digits = message.to.replace(/^\+/, '');
  const { account, secret } = credentials;
  return {
    to: message.to,
    to_digits: digits,
    to_local: digits.replace(/^62/, '0'),
    from: message.from,
    from_digits: message.from.replace(/^\+/, ''),
    text: message.text,
    text_type: countSegments(message.text).encoding === 'GSM-7' ? 'text' : 'unicode',
    id: message.id,
    callback_url:
      callbackUrl !== undefined && callbackUrl.length <= request.longestCallbackUrl ? callbackUrl : undefined,
    ttl_seconds: ttl,
    ttl_minutes: Math.max(1, Math.ceil(ttl / 60)),
    ttl_ms: ttl * 1000,
    account,
    secret,
    basic_auth: Buffer.from(`${account}:${secret}`, 'utf8').toString('base64'),
  };
}
