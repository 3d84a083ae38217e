import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader } from './frames.ts';
import { readBind, readDataSm, readMessageId, readShortMessage } from './read-pdu.ts';

function pdu(body: Uint8Array, sequence: number): Buffer {
  const octets = Buffer.alloc(16 + body.length);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(4, 4);
  octets.writeUInt32BE(sequence, 12);
  octets.set(body, 16);
  return octets;
}

describe('frames', () => {
  it('come out whole, however the stream is cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 12 });
    fc.assert(
      fc.property(bodies, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (parts, cuts) => {
        const pdus = parts.map((body, i) => pdu(body, i));
        const stream = Buffer.concat(pdus);
        const seen: string[] = [];
        const reader = createFrameReader(
          (buffer, start, end) => seen.push(buffer.toString('hex', start, end)) > 0,
          () => expect.unreachable(),
        );
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = cuts[i % cuts.length] ?? 1;
          expect(reader.push(stream.subarray(at, at + size))).toBe(true);
          at += size;
        }
        expect(seen).toEqual(pdus.map((one) => one.toString('hex')));
      }),
    );
  });

  it.each([0, 1, 15, 65_537, 0x7fffffff, 0xffffffff])('of length %d stop the stream', (length) => {
    for (const cut of [1, 3, 4, 16, 20]) {
      const bad: number[] = [];
      const reader = createFrameReader(
        () => true,
        (seen) => bad.push(seen),
      );
      const octets = Buffer.alloc(40);
      octets.writeUInt32BE(length);
      expect(reader.push(octets.subarray(0, cut)) && reader.push(octets.subarray(cut))).toBe(false);
      expect(bad).toEqual([length]);
      expect(reader.push(pdu(new Uint8Array(), 1))).toBe(false);
    }
  });

  it('stop when the receiver says so', () => {
    let seen = 0;
    const reader = createFrameReader(
      () => ++seen < 2,
      () => expect.unreachable(),
    );
    const one = pdu(new Uint8Array(3), 1);
    expect(reader.push(Buffer.concat([one, one, one]))).toBe(false);
    expect(seen).toBe(2);
  });

  it('with any body are read without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        const octets = pdu(body, 1);
        for (const read of [readShortMessage, readDataSm, readBind, readMessageId]) {
          read(octets, 0, octets.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
