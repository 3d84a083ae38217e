import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forcingCharacters, piecesOf, plainText, segmentRoom } from './segment-room.ts';

describe('segment room', () => {
  it.each([
    ['', 'GSM-7', 1, 160],
    ['Halo', 'GSM-7', 1, 156],
    ['a'.repeat(160), 'GSM-7', 1, 0],
    ['a'.repeat(161), 'GSM-7', 2, 145],
    ['a'.repeat(306), 'GSM-7', 2, 0],
    // The escape pair doesn't fit into the first part, so it begins the second.
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 'GSM-7', 2, 141],
    ['é’', 'UCS-2', 1, 68],
    ['’'.repeat(71), 'UCS-2', 2, 63],
  ])('%j has %s, %d segments and room for %d', (text, encoding, segments, left) => {
    expect(segmentRoom(text)).toMatchObject({ encoding, segments, left });
  });

  it('names each forcing character once and keeps emoji whole', () => {
    expect(forcingCharacters('Jum’at “siap” 👩‍🍳 👩‍🍳 ok')).toEqual(['’', '“', '”', '👩‍🍳']);
    expect(forcingCharacters('Ñandú @ €5')).toEqual(['ú']);
  });

  it('brings typographic characters back to GSM-7', () => {
    expect(plainText('Jum’at — “siap”…\u00a0ya')).toBe('Jum\'at - "siap"... ya');
    expect(segmentRoom(plainText('Jum’at')).encoding).toBe('GSM-7');
  });

  it('never loses or adds a character while cutting', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          piecesOf(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
