import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../contracts/messages.ts';
import { appendPage, type Feed, holdRows, mergeFirstPage } from './feed.ts';

/** The nth message ever sent; larger is newer. */
const message = (n: number, status: Message['status'] = 'sent'): Message => ({
  id: `msg_${n}`,
  direction: 'out',
  status,
  reason: null,
  class: 'transactional',
  channel: { id: 'chn_1', name: 'Sandbox', type: 'sandbox' },
  to: '+6281234567890',
  from: 'TOKOBUNGA',
  operator: 'telkomsel',
  text: 'Halo',
  content: null,
  replyTo: null,
  encoding: 'GSM-7',
  segments: 1,
  price: null,
  metadata: {},
  sendAt: null,
  expiresAt: null,
  createdAt: new Date(1_760_000_000_000 + n).toISOString(),
  updatedAt: new Date(1_760_000_000_000 + n).toISOString(),
});
const range = (newest: number, count: number): Message[] =>
  Array.from({ length: Math.max(0, Math.min(count, newest)) }, (_, at) => message(newest - at));
const numbers = (feed: { items: readonly Message[] }): string[] => feed.items.map(({ id }) => id);

describe('feed', () => {
  it('keeps what was loaded before when new messages come', () => {
    const known: Feed = { items: range(10, 6), next: 'after5' };
    const merged = mergeFirstPage(known, { items: range(12, 3), next: 'after10' });
    expect(numbers(merged)).toEqual(range(12, 8).map(({ id }) => id));
    expect(merged.next).toBe('after5');
  });

  it('starts anew when the page reaches nothing known', () => {
    const page = { items: range(90, 3), next: 'after88' };
    expect(mergeFirstPage({ items: range(10, 6), next: null }, page)).toEqual(page);
  });

  it('takes the newer status and drops what no longer matches the filter', () => {
    const known: Feed = { items: range(10, 6), next: null };
    const page = { items: [message(10, 'delivered'), message(8)], next: 'after8' };
    const merged = mergeFirstPage(known, page);
    expect(numbers(merged)).toEqual(['msg_10', 'msg_8', 'msg_7', 'msg_6', 'msg_5']);
    expect(merged.items[0]?.status).toBe('delivered');
  });

  it('equals one long list, however it was read', () => {
    const sizes = fc.record({
      first: fc.integer({ min: 1, max: 40 }),
      came: fc.integer({ min: 0, max: 40 }),
      page: fc.integer({ min: 1, max: 10 }),
      loads: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(sizes, ({ first, came, page, loads }) => {
        const ask = (newest: number) => {
          const items = range(newest, page);
          const oldest = newest - items.length;
          return { items, next: oldest > 0 ? String(oldest) : null };
        };
        let feed: Feed = ask(first);
        for (let n = 0; n < loads && feed.next !== null; n++) feed = appendPage(feed, ask(Number(feed.next)));
        feed = mergeFirstPage(feed, ask(first + came));
        expect(numbers(feed)).toEqual(range(first + came, feed.items.length).map(({ id }) => id));
        expect(feed.next === null ? 0 : Number(feed.next)).toBe(first + came - feed.items.length);
      }),
    );
  });

  it('holds new rows back for somebody who reads further down', () => {
    const held = range(10, 5);
    expect(holdRows(range(13, 8), held)).toEqual({ rows: range(10, 5), fresh: 3, more: false });
    expect(holdRows(range(13, 8), null).fresh).toBe(0);
    expect(holdRows(range(99, 8), held)).toEqual({ rows: held, fresh: 8, more: true });
  });
});
