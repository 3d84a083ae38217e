import { describe, expect, it } from 'vitest';
import type { RouteRule } from '../../contracts/routing.ts';
import { en } from '../../i18n/en/index.ts';
import { id } from '../../i18n/id/index.ts';
import { routeSentence } from './route-sentence.ts';

const names = {
  channel: (one: string) => ({ chn_1: 'SMSC Utama', chn_2: 'Gateway Cadangan', chn_3: 'Pos' })[one],
  sender: (one: string) => ({ snd_1: 'TOKO' })[one],
};
const rule = (
  when: Partial<RouteRule['when']> = {},
  to: Partial<RouteRule['to']> = {},
  fallback: Partial<RouteRule['fallback']> = {},
) => ({
  when: { classes: [], operators: [], prefixes: [], senders: [], medium: null, ...when },
  to: { strategy: 'ordered' as const, channels: ['chn_1', 'chn_2'], ...to },
  fallback: { on: [], missingReceiptSeconds: null, resendUnknown: null, ...fallback },
});
const said = (one: ReturnType<typeof rule>) => routeSentence(one, names, { t: id, locale: 'id' });

describe('a rule in words', () => {
  it('says who, whither and then', () => {
    const one = rule({ classes: ['otp'], operators: ['telkomsel'] });
    expect(said(one)).toMatchObject({ when: 'OTP ke Telkomsel', to: 'SMSC Utama, lalu Gateway Cadangan' });
    expect(routeSentence(one, names, { t: en, locale: 'en' })).toMatchObject({
      when: 'OTP to Telkomsel',
      to: 'SMSC Utama, then Gateway Cadangan',
    });
  });

  it.each([
    [rule(), 'Semua pesan'],
    [rule({ classes: ['otp', 'marketing'] }), 'OTP atau Pemasaran'],
    [rule({ operators: ['ioh', 'others'] }), 'Semua pesan ke Indosat Ooredoo Hutchison atau operator lain'],
    [
      rule({ prefixes: ['+62811'], senders: ['snd_1', 'snd_9'] }),
      'Semua pesan dengan awalan nomor +62811 dari TOKO atau pengirim terhapus',
    ],
    [rule({ medium: 'sms' }), 'Semua pesan lewat SMS'],
  ])('%j: %s', (one, when) => {
    expect(said(one).when).toBe(when);
  });

  it('names the cheapest, and what is gone', () => {
    expect(said(rule({}, { strategy: 'cheapest', channels: ['chn_1', 'chn_3'] })).to).toBe(
      'yang termurah dari SMSC Utama dan Pos',
    );
    expect(said(rule({}, { channels: ['chn_9'] }))).toMatchObject({
      to: 'kanal terhapus',
      fallback: id.routes.sentence.alone,
    });
  });

  it.each([
    [rule({ classes: ['marketing'] }), 'Tidak pindah ke cadangan.'],
    [rule({ classes: ['otp'] }), 'Pindah sekali bila 30 detik tanpa tanda terima.'],
    [rule(), 'Pindah sekali bila OTP 30 detik tanpa tanda terima.'],
    [rule({}, {}, { missingReceiptSeconds: 0 }), 'Tidak pindah ke cadangan.'],
    [
      rule({}, {}, { on: ['permanent_error', 'breaker_open'], missingReceiptSeconds: 60 }),
      'Pindah sekali bila ditolak penyedia, kanal diistirahatkan, atau 60 detik tanpa tanda terima.',
    ],
  ])('%j: %s', (one, fallback) => {
    expect(said(one).fallback).toBe(fallback);
  });
});
