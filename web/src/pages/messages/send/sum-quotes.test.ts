import { describe, expect, it } from 'vitest';
import type { Quote } from '../../../contracts/messages.ts';
import { sumQuotes } from './sum-quotes.ts';

const idr = (amount: number) => ({ amount, currency: 'IDR' });
const quote = (more: Partial<Quote>): Quote => ({
  encoding: 'GSM-7',
  units: 4,
  segments: 1,
  operator: null,
  price: idr(100),
  category: null,
  inWindow: null,
  ...more,
});
const answer = (more: Partial<Quote>, count = 1) => ({ quote: quote(more), problem: null, count });
const problem = { status: 422, code: 'templates.not_approved', title: 'Belum disetujui', errors: [] };

describe('an estimate', () => {
  it('is the sum over everybody', () => {
    expect(sumQuotes([answer({}, 3), answer({ price: idr(250) }, 2)])).toEqual({
      state: 'priced',
      recipients: 5,
      total: idr(800),
      category: null,
      window: undefined,
    });
  });

  it('is known when all have answered, and not when one has no price', () => {
    expect(sumQuotes([answer({}), { quote: undefined, problem: null, count: 1 }])).toEqual({
      state: 'none',
      recipients: 2,
    });
    expect(sumQuotes([answer({}), answer({ price: null })])).toMatchObject({ state: 'unpriced' });
  });

  it('says who may be written to for less', () => {
    const template = { category: 'utility', price: idr(411) };
    const answers = [
      answer({ ...template, inWindow: { open: false, price: idr(0) } }),
      answer({ ...template, price: idr(0), inWindow: { open: true, price: idr(0) } }),
    ];
    expect(sumQuotes(answers)).toEqual({
      state: 'priced',
      recipients: 2,
      total: idr(411),
      category: 'utility',
      window: { open: 1, price: idr(0) },
    });
  });

  it('says why there is none', () => {
    expect(sumQuotes([answer({}), { quote: undefined, problem, count: 1 }])).toEqual({
      state: 'failed',
      recipients: 2,
      problem,
    });
  });
});
