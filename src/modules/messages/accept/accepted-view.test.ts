import fc from 'fast-check';
import { expect, it } from 'vitest';
import { acceptedView, acceptedWriter } from './accepted-view.ts';
import type { Draft } from './draft.ts';

const AT = '2026-11-21T03:00:00.000Z';
const routes = ['TOKOUJI', 'Toko "Uji"'].map((address) => ({
  sender: { address },
  channel: { publicId: `chn_${address.length}` },
}));
const drafts = fc.record({
  to: fc.oneof(fc.constant('+6281234567890'), fc.string()),
  route: fc.constantFrom(...routes),
  class: fc.constantFrom('otp', 'marketing'),
  operator: fc.constantFrom('telkomsel', 'xl', null),
  encoding: fc.constantFrom('GSM-7', 'UCS-2'),
  segments: fc.constantFrom(1, 2),
  price: fc.constantFrom(null, { amount: 35_000, currency: 'IDR' }, { amount: 3, currency: 'USD' }),
  sendAt: fc.constantFrom(null, 1_795_000_000_000),
  expiresAt: fc.constantFrom(1_796_000_000_000, 1_796_000_000_001),
});

it('writes each message as its view says', () => {
  fc.assert(
    fc.property(fc.array(drafts, { maxLength: 20 }), (made) => {
      const write = acceptedWriter(AT);
      for (const [index, one] of made.entries()) {
        const draft = one as unknown as Draft;
        expect(JSON.parse(write(draft, `msg_${index}`))).toEqual(acceptedView(draft, `msg_${index}`, AT));
      }
    }),
  );
});
