import { describe, expect, it } from 'vitest';
import {
  emptyDraft,
  faultsOf,
  itemOfField,
  messagesOf,
  operatorOfTyped,
  recipientsOf,
  sharesOf,
} from './send-draft.ts';

const ZONE = 'Asia/Jakarta';
const draft = { ...emptyDraft('0812-3456-7890\n\n 62857 1111 222; +628991112223 '), text: 'Halo' };

describe('send draft', () => {
  it('reads one recipient per line, and several on one', () => {
    expect(recipientsOf(draft.to)).toEqual([
      { line: 1, number: '0812-3456-7890' },
      { line: 3, number: '62857 1111 222' },
      { line: 3, number: '+628991112223' },
    ]);
  });

  it('makes one message for each, leaving out what is default', () => {
    expect(messagesOf(draft, ZONE)[0]).toEqual({
      to: '0812-3456-7890',
      text: 'Halo',
      class: 'transactional',
      channel: 'auto',
    });
    const later = {
      ...draft,
      later: true,
      sendAt: '2026-11-22T08:00',
      validity: '900',
      from: 'TOKO',
    } as const;
    expect(messagesOf(later, ZONE)).toHaveLength(3);
    expect(messagesOf(later, ZONE)[2]).toMatchObject({
      to: '+628991112223',
      from: 'TOKO',
      sendAt: '2026-11-22T01:00:00.000Z',
      validitySeconds: 900,
    });
  });

  it('says what is missing', () => {
    expect(faultsOf(draft, ZONE)).toEqual([]);
    expect(faultsOf({ ...emptyDraft(''), later: true }, ZONE)).toEqual([
      'to_missing',
      'text_missing',
      'send_at_missing',
    ]);
    expect(faultsOf({ ...draft, to: '0812\n'.repeat(11), text: 'a'.repeat(1601) }, ZONE)).toEqual([
      'to_many',
      'text_long',
    ]);
  });

  it.each([
    ['0812-3456-7890', 'telkomsel'],
    ['+62 857 1111 2222', 'ioh'],
    ['62817111222', 'xlsmart'],
    ['021 555 1234', undefined],
    ['08', undefined],
  ])('%s is of %s', (number, operator) => {
    expect(operatorOfTyped(number)).toBe(operator);
  });

  it('counts recipients by operator', () => {
    expect(sharesOf(recipientsOf('0812-1\n0813-2\n0857-3'))).toEqual([
      { operator: 'telkomsel', sample: '0812-1', count: 2 },
      { operator: 'ioh', sample: '0857-3', count: 1 },
    ]);
  });

  it.each([
    ['1.to', 1],
    ['[2].to', 2],
    ['/0/to', 0],
    ['to', undefined],
  ])('field %s is about recipient %s', (field, item) => {
    expect(itemOfField(field)).toBe(item);
  });
});
