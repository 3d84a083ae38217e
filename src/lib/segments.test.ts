import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gsm7Length } from './gsm7.ts';
import { countSegments, LIMITS_8BIT_REFERENCE, LIMITS_16BIT_REFERENCE, splitText } from './segments.ts';
import table from './testdata/gsm7-vectors.json' with { type: 'json' };

const texts = fc.string({
  unit: fc.constantFrom('a', 'é', '€', '{', '|', ' ', 'ŋ', '🙏', '👩', '\ud83d', '\udc4d'),
  maxLength: 700,
});
const gsmTexts = fc.string({ unit: fc.constantFrom('a', 'é', '€', '{', '|', ' '), maxLength: 700 });

describe('countSegments', () => {
  it.each(table.vectors)('counts $text', ({ text, encoding, units, segments }) => {
    const count = countSegments(text);
    expect(count).toMatchObject({ encoding, units, segments });
    const single = encoding === 'GSM-7' ? 160 : 70;
    expect(count.perSegment).toBe(segments === 1 ? single : encoding === 'GSM-7' ? 153 : 67);
  });

  it('counts an empty text as one message', () => {
    expect(countSegments('')).toEqual({ encoding: 'GSM-7', units: 0, segments: 1, perSegment: 160 });
  });

  it('uses 152 and 66 with a 16-bit reference', () => {
    expect(countSegments('x'.repeat(305), LIMITS_16BIT_REFERENCE).segments).toBe(3);
    expect(countSegments('あ'.repeat(133), LIMITS_16BIT_REFERENCE).segments).toBe(3);
  });
});

describe('splitText', () => {
  it('loses nothing, agrees with the count and keeps pairs together', () => {
    for (const limits of [LIMITS_8BIT_REFERENCE, LIMITS_16BIT_REFERENCE]) {
      fc.assert(
        fc.property(fc.oneof(texts, gsmTexts), (text) => {
          const { encoding, parts } = splitText(text, limits);
          expect(parts.join('')).toBe(text);
          expect(countSegments(text, limits)).toMatchObject({ encoding, segments: parts.length });
          const gsm7 = encoding === 'GSM-7';
          const single = gsm7 ? limits.gsm7Single : limits.ucs2Single;
          const capacity = parts.length === 1 ? single : gsm7 ? limits.gsm7Part : limits.ucs2Part;
          parts.forEach((part, index) => {
            const units = gsm7 ? gsm7Length(part) : part.length;
            expect(units).toBeLessThanOrEqual(capacity);
            expect(units).toBeGreaterThanOrEqual(index < parts.length - 1 ? capacity - 1 : 0);
            const next = parts[index + 1];
            if (next) expect(/[\ud800-\udbff]$/.test(part) && /^[\udc00-\udfff]/.test(next)).toBe(false);
          });
        }),
      );
    }
  });
});
