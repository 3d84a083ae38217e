import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** In a time that says nothing about where they differ. Nothing given, or an empty secret, is never the same. */
export function sameSecret(given: string | undefined, right: string): boolean {
  if (given === undefined || right === '') return false;
  return timingSafeEqual(digest(given), digest(right));
}
