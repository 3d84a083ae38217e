import { describe, expect, test } from 'vitest';
import { checkHistory, findingsOf } from './check-history.ts';
import type { Attempt, History, SendRequest } from './history.ts';

const PROMISE = { duplicatesPerKill: 1, readyMs: 10_000, mayBeUnknown: false };

const attempt = (outcome: Attempt['outcome'], ids: string[] = []): Attempt => ({
  start: 1,
  end: 2,
  outcome,
  status: outcome === 'accepted' ? 202 : outcome === 'refused' ? 422 : 'ECONNRESET',
  ids,
});

const request = (tokens: string[], attempts: Attempt[], key?: string): SendRequest => ({
  key,
  tokens,
  attempts,
});

const submission = (token: string, at: number) => ({ token, at, reported: false });

/** Two messages, both sent; one kill in between. */
const good: History = {
  seed: 1,
  requests: [
    request(['a'], [attempt('accepted', ['msg_a'])]),
    request(['b'], [attempt('unknown'), attempt('accepted', ['msg_b'])], 'key-b'),
  ],
  kills: [{ target: 'app', mayDouble: true, at: 100, readyMs: 40 }],
  submissions: [{ ...submission('a', 50), reported: true }, submission('b', 150)],
  sightings: [
    { id: 'msg_a', status: 'queued', at: 40 },
    { id: 'msg_a', status: 'sent', at: 60 },
  ],
  stored: [
    { id: 'msg_a', status: 'delivered', token: 'a' },
    { id: 'msg_b', status: 'sent', token: 'b' },
  ],
};

const unreportedOne = ({ token, at }: History['submissions'][number]) => submission(token, at);

const findings = (changes: Partial<History>): string[] =>
  findingsOf(checkHistory({ ...good, ...changes }), PROMISE);

test('a run that kept its promises has no findings', () => {
  expect(findings({})).toEqual([]);
  expect(checkHistory(good)).toMatchObject({
    acknowledged: 2,
    duplicatesPerKill: [0, 0],
    slowestReadyMs: 40,
  });
});

describe('finds', () => {
  test('a lost message', () => {
    expect(findings({ stored: good.stored.slice(1), submissions: good.submissions })).toEqual([
      '1 acknowledged messages are lost: msg_a',
    ]);
  });

  test('an id that stands for another message now', () => {
    const stored = good.stored.map((message) => ({ ...message, token: message.token === 'a' ? 'b' : 'a' }));
    expect(findings({ stored, sightings: [] })).toEqual([
      '2 acknowledged messages are lost: msg_a, msg_b',
      '1 receipts were taken and are not shown: msg_b',
    ]);
  });

  test('one that was given up without a try', () => {
    const stored = [{ id: 'msg_a', status: 'failed', token: 'a' }, ...good.stored.slice(1)];
    expect(findings({ stored, submissions: good.submissions.slice(1) })).toEqual([
      '1 acknowledged messages never reached the SMSC: msg_a',
    ]);
  });

  test('one that claims to be sent', () => {
    expect(findings({ submissions: good.submissions.slice(1) })).toEqual([
      '1 acknowledged messages never reached the SMSC: msg_a',
      '1 messages count as sent that the SMSC never saw: msg_a',
    ]);
  });

  test('nothing in one that still waits', () => {
    const stored = [{ id: 'msg_a', status: 'queued', token: 'a' }, ...good.stored.slice(1)];
    expect(findings({ stored, submissions: good.submissions.slice(1), sightings: [] })).toEqual([]);
  });

  test('a receipt that was taken and is not shown', () => {
    const submissions = good.submissions.map((one) => ({ ...one, reported: true }));
    expect(findings({ submissions })).toEqual(['1 receipts were taken and are not shown: msg_b']);
    const [a] = good.stored;
    const stored = [...(a === undefined ? [] : [a]), { id: 'msg_b', status: 'unknown', token: 'b' }];
    expect(findings({ submissions, stored })).toEqual(['1 messages ended as unknown: msg_b']);
  });

  test('a status that went back', () => {
    const sightings = [...good.sightings, { id: 'msg_a', status: 'queued', at: 70 }];
    expect(findings({ sightings })).toEqual(['1 messages went back to an earlier status: msg_a']);
    const [, b] = good.stored;
    const stored = [{ id: 'msg_a', status: 'sent', token: 'a' }, ...(b === undefined ? [] : [b])];
    const seen = [{ id: 'msg_a', status: 'delivered', at: 70 }];
    expect(findings({ sightings: seen, stored, submissions: good.submissions.map(unreportedOne) })).toEqual([
      '1 messages went back to an earlier status: msg_a',
    ]);
  });

  test('messages nobody asked for, or that were refused', () => {
    const refused = request(['c'], [attempt('refused')]);
    expect(
      findings({
        requests: [...good.requests, refused],
        submissions: [...good.submissions, submission('c', 160), submission('z', 170)],
      }),
    ).toEqual(['2 messages nobody asked for: c, z']);
  });

  test('a message stored twice', () => {
    const stored = [...good.stored, { id: 'msg_c', status: 'sent', token: 'b' }];
    expect(findings({ stored })).toEqual(['1 messages are stored twice: b']);
  });

  test('a key that changed its answer', () => {
    const changed = request(['b'], [attempt('accepted', ['msg_x']), attempt('accepted', ['msg_b'])], 'key-b');
    expect(findings({ requests: [...good.requests.slice(0, 1), changed] })).toEqual([
      '1 acknowledged messages are lost: msg_x',
      '1 idempotency keys changed their answer: key-b',
    ]);
  });

  test('more duplicates by a kill than promised, and any without one in between', () => {
    const doubled = [...good.submissions, submission('a', 160)];
    expect(findings({ submissions: doubled })).toEqual([]);
    const before = submission('c', 60);
    const requests = [...good.requests, request(['c'], [attempt('unknown')])];
    const twice = [before, ...doubled, submission('c', 170)];
    expect(findings({ submissions: twice, requests })).toEqual(['kill 1 doubled 2 messages']);
    const none = ['1 messages were sent twice although nothing was killed in between'];
    expect(findings({ submissions: [submission('a', 45), ...good.submissions] })).toEqual(none);
    expect(findings({ submissions: [...good.submissions, submission('b', 170)] })).toEqual(none);
    const another = [...good.kills, { target: 'app', mayDouble: true, at: 155, readyMs: 2 }];
    expect(findings({ submissions: twice, requests, kills: another })).toEqual([]);
    const later = { ...submission('b', 159) };
    expect(findings({ submissions: [...twice, later], requests, kills: another })).toEqual([
      'kill 1 doubled 2 messages',
    ]);
    const kills = [{ target: 'receipts late', mayDouble: false, at: 100, readyMs: 40 }];
    expect(findings({ submissions: doubled, kills })).toEqual(none);
  });

  test('a slow start', () => {
    expect(findings({ kills: [{ target: 'both', mayDouble: true, at: 100, readyMs: 10_001 }] })).toEqual([
      'ready only after 10001 ms',
    ]);
  });

  test('a run that tested nothing', () => {
    expect(findings({ requests: [], submissions: [], stored: [] })).toEqual([
      'nothing was acknowledged, so nothing was tested',
    ]);
  });
});

test('counts what was stored although nobody was told', () => {
  const silent = request(['c', 'd'], [attempt('unknown')]);
  const verdict = checkHistory({
    ...good,
    requests: [...good.requests, silent],
    submissions: [...good.submissions, submission('c', 160)],
    stored: [...good.stored, { id: 'msg_c', status: 'sent', token: 'c' }],
  });
  expect(verdict.unknownButStored).toBe(1);
  expect(findingsOf(verdict, PROMISE)).toEqual([]);
});
