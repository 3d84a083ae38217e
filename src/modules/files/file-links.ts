/** Addresses under which a provider can fetch one file without signing in, for a while. Nothing is stored. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const UUID_BYTES = 16;
const ID_BYTES = 8;
/** Seconds since the epoch, up to the year 36,812. */
const TIME_BYTES = 5;
/** 128 bits: an address is no secret for longer than it is valid. */
const MAC_BYTES = 16;
const BODY_BYTES = UUID_BYTES + ID_BYTES + TIME_BYTES;

export interface FileLinks {
  urlOf(file: { readonly workspaceId: string; readonly id: bigint }, forSeconds: number): string;
  /** Undefined for what was not made here, and for what is past its time. */
  read(token: string): { readonly workspaceId: string; readonly id: bigint } | undefined;
}

/** Signed with a key derived from the installation's: a new key ends all addresses. */
export function createFileLinks(options: {
  readonly publicUrl: string;
  readonly secretKey: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}): FileLinks {
  const base = options.publicUrl.replace(/\/+$/, '');
  const key = createHmac('sha256', options.secretKey).update('files.link').digest();
  const macOf = (body: Buffer): Buffer =>
    createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  return {
    urlOf({ workspaceId, id }, forSeconds) {
      const body = Buffer.alloc(BODY_BYTES);
      body.write(workspaceId.replaceAll('-', ''), 'hex');
      body.writeBigInt64BE(id, UUID_BYTES);
      const until = Math.floor(options.now() / 1000) + forSeconds;
      body.writeUIntBE(until, UUID_BYTES + ID_BYTES, TIME_BYTES);
      return `${base}/f/${Buffer.concat([body, macOf(body)]).toString('base64url')}`;
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== BODY_BYTES + MAC_BYTES) return undefined;
      const body = bytes.subarray(0, BODY_BYTES);
      if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(body))) return undefined;
      if (body.readUIntBE(UUID_BYTES + ID_BYTES, TIME_BYTES) * 1000 <= options.now()) return undefined;
      const hex = body.toString('hex', 0, UUID_BYTES);
      const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { workspaceId, id: body.readBigInt64BE(UUID_BYTES) };
    },
  };
}
