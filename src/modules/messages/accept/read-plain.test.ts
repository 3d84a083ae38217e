import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textFaultsOf } from '../../../platform/http-server/parse-input.ts';
import { SendMessage } from '../contract.ts';
import { readPlain } from './read-plain.ts';

const texts = fc.oneof(
  fc.constantFrom('+6281234567890', '', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(1600), 'x'.repeat(1601)),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('nol \0 di tengah', 'setengah \ud83d'),
  fc.constant(null),
  fc.integer(),
);
const items = fc.oneof(
  fc.record(
    {
      to: texts,
      text: texts,
      class: fc.oneof(fc.constantFrom('otp', 'transactional', 'conversation', 'marketing', 'vip'), texts),
      from: texts,
      metadata: fc.constant({}),
    },
    { requiredKeys: [] },
  ),
  fc.anything(),
);

it('reads plain elements as the schema does, and leaves all others to it', () => {
  fc.assert(
    fc.property(items, (item) => {
      const plain = readPlain(item);
      if (plain === undefined) return;
      const parsed = SendMessage.safeParse(item);
      expect(parsed.data).toEqual(plain);
      expect(textFaultsOf(parsed.data)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  [{ to: '+6281234567890', text: 'Halo' }],
  [{ to: '0812-3456-7890', text: 'Promo 🎉', class: 'marketing' }],
])('reads %j', (item) => {
  expect(readPlain(item)).toEqual(SendMessage.parse(item));
});

it.each([
  [{ to: '+6281234567890', text: 'Halo', from: 'TOKOUJI' }],
  [JSON.parse('{"to":"+6281234567890","text":"Halo","__proto__":1}')],
  [{ to: '+6281234567890' }],
  [[]],
])('leaves %j to the schema', (item) => {
  expect(readPlain(item)).toBeUndefined();
});
