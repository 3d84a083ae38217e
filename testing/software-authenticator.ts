/**
 * A passkey in software: ES256, attestation `none`, signature counter 0, as synced passkeys have it.
 * Source: WebAuthn level 3, sections 6.1 (authenticator data), 6.5.4 (attestation object); RFC 9052 (COSE).
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** RFC 8949, as far as attestation needs it. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, n: number): Buffer => {
    if (n < 24) return Buffer.of((major << 5) | n);
    return n < 256 ? Buffer.of((major << 5) | 24, n) : Buffer.of((major << 5) | 25, n >> 8, n & 255);
  };
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])]);
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export interface Circumstances {
  readonly rpId: string;
  readonly origin: string;
  /** False: the person touched it without showing that it is they. */
  readonly verified?: boolean;
  readonly counter?: number;
}

export function createSoftwareAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let userHandle: string | undefined;

  function authenticatorData(where: Circumstances, extra: number, rest: Buffer): Buffer {
    const flags = USER_PRESENT | (where.verified === false ? 0 : USER_VERIFIED) | extra;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(where.counter ?? 0);
    return Buffer.concat([sha256(where.rpId), Buffer.of(flags), counter, rest]);
  }
  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  return {
    /** What `navigator.credentials.create` gives for these options. */
    create(options: Record<string, unknown>, where: Circumstances) {
      userHandle = (options['user'] as { id: string }).id;
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const coordinates = [x, y].map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer];
      const cose = cbor(
        new Map<number, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, coordinates[0]],
          [-3, coordinates[1]],
        ]),
      );
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cose]);
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authenticatorData(where, HAS_CREDENTIAL, credential)],
      ]);
      const challenge = String(options['challenge']);
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, where.origin).toString('base64url'),
          attestationObject: cbor(attestation).toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    /** What `navigator.credentials.get` gives for these options. */
    get(options: Record<string, unknown>, where: Circumstances) {
      const data = clientData('webauthn.get', String(options['challenge']), where.origin);
      const authData = authenticatorData(where, 0, Buffer.alloc(0));
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey);
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle,
        },
      };
    },
  };
}
