/**
 * API keys: `tt_live_` or `tt_test_`, 32 base62 characters (190 bits), and 6 that hold
 * the CRC-32 of everything before them. A typing error is refused without a query, and
 * secret scanners can tell a key from chance.
 */
import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type KeyMode = 'live' | 'test';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 32;
const CHECK_LENGTH = 6;
const BODY_LENGTH = 'tt_live_'.length + RANDOM_LENGTH;
const LENGTH = BODY_LENGTH + CHECK_LENGTH;
const FORM = /^tt_(?:live|test)_[0-9A-Za-z]{38}$/;

/** Largest multiple of 62 in a byte: bytes at or above it are thrown away, so that no character is likelier. */
const FAIR_BYTES = 248;

function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length + 8)) {
      if (byte < FAIR_BYTES && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}

/** 62^6 > 2^32: every CRC fits, padded with zeros. */
export function checksumOf(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < CHECK_LENGTH; i++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

export function generateKey(mode: KeyMode): string {
  const body = `tt_${mode}_${randomBase62(RANDOM_LENGTH)}`;
  return body + checksumOf(body);
}

/** True for what this format can have made; says nothing about whether the key exists. */
export const isWellFormedKey = (text: string): boolean =>
  text.length === LENGTH &&
  FORM.test(text) &&
  checksumOf(text.slice(0, BODY_LENGTH)) === text.slice(BODY_LENGTH);

/** SHA-256, base64: what is stored and looked up. */
export const hashOfKey = (key: string): string => hash('sha256', key, 'base64');

/** `tt_live_AbCd…` */
export const previewOfKey = (key: string): string => `${key.slice(0, 12)}…`;
