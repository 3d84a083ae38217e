import fc from 'fast-check';
import parsePhoneNumber from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { operatorOf } from './id-operators.ts';
import { parsePhone } from './phone.ts';
import table from './testdata/phone-vectors.json' with { type: 'json' };

/** Where we must answer better than the bare library: the traps and the 00 prefix. */
const CORRECTED: Readonly<Record<string, string>> = {
  '62811123456': '+62811123456',
  '62895123456': '+62895123456',
  '0062811123456': '+62811123456',
};

describe('parsePhone', () => {
  it.each(table.vectors)('reads $input ($note)', ({ input, library, libraryType }) => {
    const raw = parsePhoneNumber(input, 'ID');
    expect(raw?.isValid() ? raw.number : null).toBe(library);
    const corrected = CORRECTED[input];
    const parsed = parsePhone(input);
    if (corrected) {
      expect(parsed).toMatchObject({ ok: true, e164: corrected, kind: 'mobile', country: 'ID' });
    } else if (library === null) {
      expect(parsed.ok).toBe(false);
    } else {
      expect(parsed).toMatchObject({
        ok: true,
        e164: library,
        kind: libraryType?.toLowerCase(),
        country: 'ID',
      });
    }
  });

  it('covers every trap of the table', () => {
    const traps = table.vectors.filter((vector) => /TRAP|00 is not/.test(vector.note));
    expect(traps.map((vector) => vector.input).sort()).toEqual(Object.keys(CORRECTED).sort());
  });

  it.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['halo', 'not_a_number'],
    ['0811CALLME', 'not_a_number'],
    ['+62+811123456', 'not_a_number'],
    ['911', 'too_short'],
    ['+6281234567890123', 'too_long'],
    ['+628401234567', 'invalid'],
    ['+999123456789', 'invalid'],
  ])('refuses %j as %s', (input, reason) => {
    expect(parsePhone(input)).toEqual({ ok: false, reason });
  });

  it.each([
    '0811-1234-567',
    '(0811) 1234 567',
    '+62 811 1234 567',
    '+62 (0) 811 1234 567',
    '62.811.1234.567',
    '\u202a+62 811\u20111234\u2011567\u202c',
    '\u00a00811 1234 567',
    'tel:+628111234567',
  ])('reads %j as a mobile number', (input) => {
    expect(parsePhone(input)).toEqual({
      ok: true,
      e164: '+628111234567',
      country: 'ID',
      kind: 'mobile',
      operator: 'telkomsel',
      brand: 'Telkomsel',
    });
  });

  it('reads foreign numbers and refuses them only when told to', () => {
    expect(parsePhone('+6591234567')).toEqual({
      ok: true,
      e164: '+6591234567',
      country: 'SG',
      kind: 'mobile',
    });
    expect(parsePhone('91234567', 'SG')).toMatchObject({ ok: true, e164: '+6591234567' });
    expect(parsePhone('+6591234567', 'ID', { allowedCountries: ['ID'] })).toEqual({
      ok: false,
      reason: 'country_not_allowed',
    });
    expect(parsePhone('0811123456', 'ID', { allowedCountries: ['ID', 'SG'] }).ok).toBe(true);
  });

  it('takes 628 for a country code only where Indonesia is the home country', () => {
    expect(parsePhone('6282001234', 'US')).toMatchObject({ ok: true, e164: '+16282001234', country: 'US' });
  });

  it('agrees with libphonenumber wherever the fast path answers', () => {
    const national = fc.stringMatching(/^8[1-35-9]\d{7,10}$/);
    fc.assert(
      fc.property(fc.constantFrom('+62', '62', '0062', '0', ''), national, (prefix, number) => {
        const library = parsePhoneNumber(`+62${number}`);
        expect(library?.isValid()).toBe(true);
        expect(library?.getType()).toBe('MOBILE');
        expect(parsePhone(prefix + number)).toMatchObject({
          ok: true,
          e164: library?.number,
          kind: 'mobile',
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never accepts what libphonenumber refuses, and never throws', () => {
    const written = fc.oneof(fc.stringMatching(/^\+?[\d ]{0,18}$/), fc.string());
    fc.assert(
      fc.property(written, (input) => {
        const parsed = parsePhone(input);
        if (parsed.ok) expect(parsePhoneNumber(parsed.e164)?.isValid()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('operatorOf', () => {
  it.each(table.prefixes)('knows $prefix', ({ prefix, operator, brand }) => {
    expect(operatorOf(`+62${prefix.slice(1)}1234567`)).toEqual({ operator, brand });
  });

  it('knows 38 prefixes and no foreign number', () => {
    expect(table.prefixes).toHaveLength(38);
    expect(operatorOf('+6581234567')).toBeUndefined();
    expect(operatorOf('+62215551234')).toBeUndefined();
    expect(operatorOf('+628400001234')).toBeUndefined();
  });
});
