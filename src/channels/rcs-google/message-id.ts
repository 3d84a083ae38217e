/**
 * The platform ignores a message id that it has seen, so the same message always leaves under the same id, whatever
 * the attempt: a repetition after a lost answer reaches nobody twice. Ids are UUIDs of version 8 (RFC 9562 section
 * 5.8) that hold ours, so that evidence finds its message even where no answer ever came.
 */
import { createHash } from 'node:crypto';
import { decodeBase32, encodeBase32 } from '../../lib/base32.ts';

const PREFIX = 'msg_';
/** 64 bits in base32. */
const OURS = /^msg_[0-9a-z]{13}$/;
/** The last five octets say whose id it is. */
const MARK = Buffer.from('titan', 'ascii');

/** `part` counts from 0; a message leaves in at most two. */
export function messageIdOf(id: string, part: number): string {
  const known = OURS.test(id) ? decodeBase32(id.slice(PREFIX.length)) : undefined;
  const bytes = Buffer.alloc(16);
  if (known === undefined) createHash('sha256').update(id, 'utf8').digest().copy(bytes, 0, 0, 16);
  else {
    bytes.set(known.subarray(0, 6), 0);
    bytes.set(known.subarray(6, 8), 9);
    MARK.copy(bytes, 11);
  }
  bytes[6] = 0x80;
  bytes[7] = part;
  bytes[8] = known === undefined ? 0x81 : 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Our id in it; undefined for another's message. */
export function ownIdIn(messageId: string): string | undefined {
  if (!/^[\da-f]{8}-[\da-f]{4}-80[\da-f]{2}-80[\da-f]{2}-[\da-f]{12}$/.test(messageId)) return undefined;
  const bytes = Buffer.from(messageId.replaceAll('-', ''), 'hex');
  if (!bytes.subarray(11).equals(MARK)) return undefined;
  return `${PREFIX}${encodeBase32(Buffer.concat([bytes.subarray(0, 6), bytes.subarray(9, 11)]))}`;
}
