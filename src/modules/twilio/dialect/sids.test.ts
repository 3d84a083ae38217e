import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPublicIds } from '../../../platform/ids.ts';
import { messageIdOf, messageSid, sidOfUuid, uuidOfSid } from './sids.ts';

const ids = createPublicIds(Buffer.alloc(16, 3));

it('a SID and a message id say the same, in both directions', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 63n - 1n), (id) => {
      const publicId = ids.encode('msg', id);
      const sid = messageSid(publicId);
      expect(sid).toMatch(/^SM[0-9a-f]{32}$/);
      expect(messageIdOf(sid)).toBe(publicId);
      expect(messageIdOf(sid.replace(/[a-f]/g, (digit) => digit.toUpperCase()))).toBe(publicId);
      expect(ids.decode('msg', messageIdOf(sid) ?? '')).toBe(id);
    }),
  );
});

it('a SID that was guessed is no message of this installation', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const id = messageIdOf(`SM${Buffer.from(bytes).toString('hex')}`);
      expect(ids.decode('msg', id ?? '')).toBeUndefined();
    }),
  );
  for (const text of ['', 'SM', 'SM12', `MM${'0'.repeat(32)}`, `SM${'g'.repeat(32)}`, `SM${'0'.repeat(33)}`])
    expect(messageIdOf(text)).toBeUndefined();
});

it('other SIDs are UUIDs', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect(uuidOfSid('MG', sidOfUuid('MG', uuid))).toBe(uuid);
      expect(uuidOfSid('AC', sidOfUuid('MG', uuid))).toBeUndefined();
    }),
  );
});
