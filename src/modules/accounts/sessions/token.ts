import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: 43 characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** Anything else is refused without a query. */
export const isToken = (text: string): boolean => FORM.test(text);

/** What is stored: reading the table lets nobody in. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
