import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GraphApiError } from '@kapso/whatsapp-cloud-api';
import { ERROR_TABLE, meaningOfCode } from './error-table.ts';
import { readRefusal, refusalToError } from './read-refusal.ts';
import source from './whatsapp-error-codes.json' with { type: 'json' };

const codes = z
  .array(z.object({ code: z.number(), title: z.string(), retry: z.string(), action: z.string() }))
  .parse(source.codes);
const same = (words: string): string => words;

describe('the table of errors', () => {
  it('has every code of the source and no other', () => {
    expect([...ERROR_TABLE.keys()].sort((a, b) => a - b)).toEqual(
      codes.map(({ code }) => code).sort((a, b) => a - b),
    );
    expect(ERROR_TABLE.size).toBe(83);
  });

  it.each(codes.filter(({ retry }) => retry === 'backoff'))('$code $title may be tried again', ({ code }) => {
    expect(meaningOfCode(code)?.kind).toBe('retryable');
  });

  it.each(codes.filter(({ retry }) => retry === 'never'))('$code $title ends the message', ({ code }) => {
    expect(meaningOfCode(code)?.kind).toBe('permanent');
  });

  it.each(codes.filter(({ action }) => action === 'refresh_token' || action === 'fix_permission'))(
    '$code $title stops the channel',
    ({ code }) => {
      expect(meaningOfCode(code)).toEqual({ kind: 'retryable', code: 'credentials_refused' });
    },
  );

  it.each(codes.filter(({ action }) => action === 'fallback_channel'))(
    '$code $title leads to another channel',
    ({ code }) => {
      expect(meaningOfCode(code)?.remedy).toBe('other_channel');
    },
  );

  it('agrees with an independent client on what needs another token', () => {
    for (const { code } of codes) {
      const response = new Response('{}', { status: code === 190 ? 401 : 400 });
      const error = GraphApiError.fromResponse(response, {
        error: { message: 'x', type: 'OAuthException', code },
      });
      if (error.requiresTokenRefresh()) expect(meaningOfCode(code)?.code).toBe('credentials_refused');
      if (error.retry.action === 'do_not_retry') expect(meaningOfCode(code)?.kind).not.toBe('unknown');
    }
  });

  it('knows the family of missing permissions', () => {
    expect(meaningOfCode(294)?.code).toBe('credentials_refused');
    expect(meaningOfCode(300)).toBeUndefined();
  });
});

describe('an answer that refuses', () => {
  const cases = [
    [401, {}, {}, { kind: 'retryable', code: 'credentials_refused' }],
    [404, {}, {}, { kind: 'permanent', code: 'provider_error' }],
    [408, {}, {}, { kind: 'unknown', code: 'provider_error' }],
    [429, {}, { 'retry-after': '7' }, { kind: 'retryable', code: 'throttled', retryAfterMs: 7000 }],
    [500, {}, {}, { kind: 'unknown', code: 'provider_error' }],
    [503, {}, {}, { kind: 'retryable', code: 'provider_busy' }],
    [500, { error: { code: 131000 } }, {}, { kind: 'retryable', code: 'provider_error' }],
    [
      400,
      { error: { code: 100, error_subcode: 2388019 } },
      {},
      { kind: 'permanent', code: 'template_refused' },
    ],
    [400, { error: { code: 100 } }, {}, { kind: 'permanent', code: 'message_invalid' }],
    [400, { error: { code: '100' } }, {}, { kind: 'permanent', code: 'provider_error' }],
    [400, { error: 'no' }, {}, { kind: 'permanent', code: 'provider_error' }],
    [400, { error: { code: 131048 } }, {}, { kind: 'retryable', code: 'throttled', retryAfterMs: 3_600_000 }],
  ] as const;

  it.each(cases)('with HTTP %i and %j', (status, body, headers, expected) => {
    const refusal = readRefusal({ status, headers }, body, 0);
    expect(refusalToError(refusal, same)).toMatchObject(expected);
  });
});
