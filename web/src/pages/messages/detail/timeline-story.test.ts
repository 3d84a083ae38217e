import { describe, expect, it } from 'vitest';
import type { MessageDetail, TimelineEntry } from '../../../contracts/messages.ts';
import { timeline as words } from '../../../i18n/id/messages/timeline.ts';
import { tellStory, waitingFor, wordDuration } from './timeline-story.ts';

const entry = (
  status: TimelineEntry['status'],
  ms: number,
  more: Partial<TimelineEntry> = {},
): TimelineEntry => ({
  status,
  at: new Date(1_760_000_000_000 + ms).toISOString(),
  attempt: 1,
  part: 0,
  reason: null,
  externalId: null,
  trace: null,
  ...more,
});

const detail = (status: MessageDetail['status'], timeline: TimelineEntry[]): MessageDetail => ({
  id: 'msg_1',
  direction: 'out',
  status,
  reason: null,
  class: 'transactional',
  channel: { id: 'chn_1', name: 'Aggregator', type: 'sms-smpp' },
  to: '+6281234567890',
  from: 'TOKOBUNGA',
  operator: 'telkomsel',
  text: 'Halo',
  content: null,
  replyTo: null,
  contact: null,
  encoding: 'GSM-7',
  segments: 1,
  price: null,
  metadata: {},
  sendAt: null,
  expiresAt: null,
  createdAt: '2026-11-21T07:00:00.000Z',
  updatedAt: '2026-11-21T07:00:00.000Z',
  timeline,
});

describe('timeline', () => {
  it('puts what a provider tells in whole seconds after what led to it', () => {
    const story = tellStory(
      detail('read', [entry('delivered', 0), entry('read', 0), entry('accepted', 150), entry('sent', 299)]),
      words,
      (at) => at,
    );
    expect(story.map(({ entry: { status } }) => status)).toEqual(['accepted', 'sent', 'delivered', 'read']);
    expect(story.map(({ after }) => after)).toEqual([undefined, 149, undefined, undefined]);
  });

  it('tells the story in the order of time, whatever order it arrived in', () => {
    const story = tellStory(
      detail('delivered', [entry('delivered', 1500), entry('accepted', 0), entry('sent', 12)]),
      words,
      String,
    );
    expect(story.map(({ title, after }) => [title, after])).toEqual([
      ['Diterima Titian', undefined],
      ['Dikirim ke SMSC', 12],
      ['Sampai di ponsel', 1488],
    ]);
  });

  it('numbers attempts only when there were several', () => {
    const busy = { code: 'throttled', detail: null };
    const story = tellStory(
      detail('sent', [
        entry('accepted', 0),
        entry('queued', 5, { reason: busy }),
        entry('sent', 900, { attempt: 2 }),
      ]),
      words,
      String,
    );
    expect(story.map(({ title, attempt }) => [title, attempt])).toEqual([
      ['Diterima Titian', undefined],
      [words.retry, 1],
      ['Dikirim ke SMSC', 2],
    ]);
  });

  it.each([
    [0, '0 md'],
    [12.4, '12 md'],
    [1400, '1,4 dtk'],
    [59_000, '59 dtk'],
    [180_000, '3 mnt'],
    [5_400_000, '1,5 jam'],
    [172_800_000, '2 hari'],
  ])('%d ms is %s', (ms, text) => {
    expect(wordDuration(ms, words, (value) => String(value).replace('.', ','))).toBe(text);
  });

  it('says what an unfinished message waits for', () => {
    expect(waitingFor(detail('sent', []), words, String)).toBe(words.waitingReceipt);
    expect(waitingFor(detail('queued', []), words, String)).toBe(words.waitingTurn);
    expect(waitingFor(detail('delivered', []), words, String)).toBeUndefined();
  });
});
