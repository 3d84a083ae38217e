import { describe, expect, it } from 'vitest';
import type { RouteRule } from '../../contracts/routing.ts';
import { bodyOf, draftOf, EMPTY_DRAFT, moved, readPrefixes } from './route-draft.ts';

const rule: RouteRule = {
  id: 'rut_1',
  position: 1,
  name: 'OTP',
  enabled: true,
  when: {
    classes: ['otp'],
    operators: ['ioh'],
    prefixes: ['+62811', '+62812'],
    senders: ['snd_1'],
    medium: 'sms',
  },
  to: { strategy: 'cheapest', channels: ['chn_1', 'chn_2'] },
  fallback: { on: ['breaker_open'], missingReceiptSeconds: 0, resendUnknown: false },
  createdAt: '2026-11-21T07:00:00.000Z',
  updatedAt: '2026-11-21T07:00:00.000Z',
};

describe('a rule in the form', () => {
  it('comes out as it went in', () => {
    const { name, when, to, fallback } = rule;
    expect(bodyOf(draftOf(rule))).toEqual({ name, when, to, fallback });
    const own = { ...rule, fallback: { ...fallback, missingReceiptSeconds: null, resendUnknown: null } };
    expect(bodyOf(draftOf(own)).fallback).toEqual(own.fallback);
    expect(bodyOf(EMPTY_DRAFT).when.prefixes).toEqual([]);
  });

  it.each([
    ['', []],
    ['+62811, +62812', ['+62811', '+62812']],
    ['0811 62812;', ['+62811', '+62812']],
    ['+0', undefined],
    ['abc', undefined],
  ])('reads the beginnings %j', (typed, prefixes) => {
    expect(readPrefixes(typed)).toEqual(prefixes);
  });

  it('moves entries, and leaves the ends where they are', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
