/** Where providers call us: an address per channel, and its secret form that nobody can guess. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { publicIdOfUuid } from '../../lib/uuid.ts';

/** 128 bits, 22 characters: some providers take addresses of 100 characters at most. */
const SECRET_BYTES = 16;

export interface CallbackAddresses {
  /** The address with its secret: told to the provider, and to people who may change the channel. */
  urlOf(channelId: string): string;
  /** The address that was called; `secret` is undefined for the open form, which only a signature can back. */
  calledUrl(channelId: string, secret: string | undefined): string;
  secretOf(channelId: string): string;
  isSecret(channelId: string, given: string): boolean;
}

/** Secrets are derived from the installation's key, so nothing is stored; a new key means new addresses. */
export function createCallbackAddresses(options: {
  readonly publicUrl: string;
  readonly secretKey: Uint8Array;
}): CallbackAddresses {
  const base = options.publicUrl.replace(/\/+$/, '');
  const digestOf = (channelId: string): Buffer =>
    createHmac('sha256', options.secretKey)
      .update(`routing.channel:${channelId}:callback`)
      .digest()
      .subarray(0, SECRET_BYTES);
  const calledUrl = (channelId: string, secret: string | undefined): string =>
    `${base}/v1/channels/${publicIdOfUuid('chn', channelId)}/callback${secret === undefined ? '' : `/${secret}`}`;
  const secretOf = (channelId: string): string => digestOf(channelId).toString('base64url');
  return {
    calledUrl,
    secretOf,
    urlOf: (channelId) => calledUrl(channelId, secretOf(channelId)),
    isSecret(channelId, given) {
      const bytes = Buffer.from(given, 'base64url');
      return bytes.length === SECRET_BYTES && timingSafeEqual(bytes, digestOf(channelId));
    },
  };
}
