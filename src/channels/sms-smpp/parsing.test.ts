/** Tables for the pure parts: receipts, dates, ids, addresses, user data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdaptiveRate } from './adaptive-rate.ts';
import { incomingRecipient, incomingSender, senderAddress } from './addresses.ts';
import { readUserData } from './parts/concatenation.ts';
import { type IdMode, idFromReceipt, idFromResponse } from './message-ids.ts';
import { planParts } from './parts/plan-parts.ts';
import { parseReceipt, parseReceiptText } from './receipt.ts';
import { smppFields } from './fields.ts';
import { smppSettings } from './settings.ts';
import { decodeText } from './parts/text.ts';
import { formatValidity, parseReceiptDate } from './time.ts';
import type { ShortMessage } from './wire/read-pdu.ts';
import { classifyStatus } from './wire/status.ts';
import type { Tlvs } from './wire/tlv.ts';

function message(text: string, esmClass = 4, tlvs: Tlvs = {}): ShortMessage {
  const address = { ton: 1, npi: 1, address: '628111234567' };
  return {
    serviceType: '',
    source: address,
    destination: address,
    esmClass,
    validityPeriod: '',
    registeredDelivery: 0,
    dataCoding: 0,
    userData: Buffer.from(text, 'latin1'),
    userText: text,
    tlvs,
  };
}

describe('receipt text', () => {
  it.each([
    [
      'id:1715004 sub:001 dlvrd:001 submit date:2611211015 done date:2611211016 stat:DELIVRD err:000 text:Kode OTP Anda',
      { id: '1715004', stat: 'DELIVRD', err: '000', doneDate: '2611211016' },
    ],
    [
      'id:1A2B3C sub:001 dlvrd:000 submit date:261121101530 done date:261121101612 stat:UNDELIV err:027 text:',
      { id: '1A2B3C', stat: 'UNDELIV', err: '027', doneDate: '261121101612' },
    ],
    ['ID:7 STAT:EXPIRED Done Date:2611211016 Err:05a Text:id:8 stat:DELIVRD', { id: '7', stat: 'EXPIRED' }],
    ['id: 9 stat: REJECTD', { id: '9', stat: 'REJECTD' }],
    ['stat:DELIVRD id:5', { id: '5', stat: 'DELIVRD' }],
    ['void:1 substat:X', {}],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(parseReceiptText(text)).toMatchObject(expected);
    if (Object.keys(expected).length === 0) expect(parseReceiptText(text)).toEqual({});
  });

  it('never reads the words of the customer', () => {
    expect(parseReceiptText('id:1 text:stat:DELIVRD err:1').stat).toBeUndefined();
    expect(parseReceiptText('id:1 stat:UNDELIV text:id:2 stat:DELIVRD')).toEqual({
      id: '1',
      stat: 'UNDELIV',
    });
  });

  it('never throws', () => {
    const keys = fc.constantFrom(
      'id:',
      'stat:',
      'err:',
      'done date:',
      'text:',
      ' ',
      '0',
      'DELIVRD',
      '\u0000',
      'é',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: keys, maxLength: 60 }),
        (text) => typeof parseReceiptText(text) === 'object',
      ),
    );
  });
});

describe('receipts', () => {
  it('prefer TLVs over text', () => {
    const tlvs = { receiptedMessageId: 'abc', messageState: 5, networkError: { network: 3, code: 1 } };
    expect(parseReceipt(message('id:1 stat:DELIVRD err:000', 4, tlvs), 'UTC')).toMatchObject({
      messageId: 'abc',
      status: 'failed',
      code: 'recipient_invalid',
      detail: 'UNDELIV err:001',
    });
  });

  it.each([
    ['DELIVRD', 'delivered', undefined],
    ['DELIVERED', 'delivered', undefined],
    ['EXPIRED', 'expired', 'expired'],
    ['UNDELIV', 'failed', 'recipient_unreachable'],
    ['UNDELIVERABLE', 'failed', 'recipient_unreachable'],
    ['REJECTD', 'failed', 'content_refused'],
    ['DELETED', 'failed', 'provider_error'],
    ['ENROUTE', 'sent', undefined],
    ['ACCEPTD', 'sent', undefined],
    ['UNKNOWN', 'sent', undefined],
  ])('%s means %s', (stat, status, code) => {
    expect(parseReceipt(message(`id:1 stat:${stat}`), 'UTC')).toMatchObject({
      status,
      ...(code ? { code } : {}),
    });
  });

  it('on the way are never the last word', () => {
    const receipt = parseReceipt(message('id:1 stat:UNDELIV err:1', 0x20), 'UTC');
    expect(receipt?.status).toBe('sent');
    expect(receipt?.code).toBeUndefined();
  });

  it('are dated in the zone of the centre', () => {
    expect(parseReceiptDate('2611211016', 'Asia/Jakarta')).toBe(Date.parse('2026-11-21T03:16:00Z'));
    expect(parseReceiptDate('261121101612', 'Asia/Jayapura')).toBe(Date.parse('2026-11-21T01:16:12Z'));
    expect(parseReceiptDate('2611211016', 'Asia/Jayapura')).toBe(Date.parse('2026-11-21T01:16:00Z'));
    expect(parseReceiptDate('2607011200', 'Europe/Berlin')).toBe(Date.parse('2026-07-01T10:00:00Z'));
    for (const bad of ['', '261121', '2613211016', '2602311016', '2611212516', 'abcdefghij']) {
      expect(parseReceiptDate(bad, 'Asia/Jakarta')).toBeUndefined();
    }
  });
});

describe('validity period', () => {
  const now = Date.UTC(2026, 10, 21, 3, 0, 0);
  it.each([
    [90_000, 'relative', '000000000130000R'],
    [86_400_000 + 3_661_000, 'relative', '000001010101000R'],
    [10, 'relative', '000000000001000R'],
    [90 * 86_400_000, 'relative', '000030000000000R'],
    [90_000, 'absolute', '261121030130000+'],
    [90_000, 'none', ''],
  ] as const)('%d ms as %s', (ms, format, expected) => {
    expect(formatValidity(now + ms, now, format)).toBe(expected);
  });
});

describe('message ids', () => {
  it.each([
    ['1A2B3C', '1715004', 'resp_hex_dlr_dec'],
    ['1715004', '1A2B3C', 'resp_dec_dlr_hex'],
    ['00000000001a2b3c', '1A2B3C', 'as_is'],
    ['ffffffffffffffff', '18446744073709551615', 'resp_hex_dlr_dec'],
    ['uuid-AB', 'UUID-ab', 'resp_hex_dlr_dec'],
    ['0', '000', 'as_is'],
  ] as const)('%s and %s are one in mode %s', (response, receipt, idMode) => {
    const rules = { idMode, idFoldCase: true, idStripZeros: true };
    expect(idFromResponse(response, rules)).toBe(idFromReceipt(receipt, rules));
  });

  it('keeps different ids apart', () => {
    for (const idMode of ['as_is', 'resp_hex_dlr_dec', 'resp_dec_dlr_hex'] satisfies IdMode[]) {
      const rules = { idMode, idFoldCase: false, idStripZeros: false };
      expect(idFromResponse('101', rules)).not.toBe(idFromResponse('102', rules));
    }
    const exact = { idMode: 'as_is' as const, idFoldCase: false, idStripZeros: false };
    expect(idFromResponse('0a', exact)).not.toBe(idFromReceipt('A', exact));
  });
});

describe('addresses', () => {
  const settings = smppSettings.parse({ host: 'x', systemId: 'x' });
  it.each([
    ['TOKOBUNGA', { ton: 5, npi: 0, address: 'TOKOBUNGA' }],
    ['+628111000222', { ton: 1, npi: 1, address: '628111000222' }],
    ['98888', { ton: 3, npi: 0, address: '98888' }],
  ])('sender %s', (from, expected) => {
    expect(senderAddress(from, settings)).toEqual(expected);
  });

  it('may be overridden', () => {
    const own = { ...settings, sourceTon: '0' as const, sourceNpi: '1' as const };
    expect(senderAddress('98888', own)).toEqual({ ton: 0, npi: 1, address: '98888' });
  });

  it.each([
    [{ ton: 1, npi: 1, address: '628111234567' }, '+628111234567'],
    [{ ton: 0, npi: 1, address: '08111234567' }, '+628111234567'],
    [{ ton: 2, npi: 1, address: '8111234567' }, '+628111234567'],
    [{ ton: 1, npi: 1, address: '6591234567' }, '+6591234567'],
    [{ ton: 5, npi: 0, address: 'TELKOMSEL' }, 'TELKOMSEL'],
  ])('incoming %j', (address, expected) => {
    expect(incomingSender(address)).toBe(expected);
  });

  it('knows short codes and phone numbers of ours', () => {
    expect(incomingRecipient({ ton: 3, npi: 0, address: '98888' })).toBe('98888');
    expect(incomingRecipient({ ton: 1, npi: 1, address: '628111000222' })).toBe('+628111000222');
  });
});

describe('user data', () => {
  it('reads concatenation headers among others and ignores nonsense', () => {
    const header = (hex: string): ShortMessage => ({
      ...message('', 0x40),
      userData: Buffer.from(hex, 'hex'),
    });
    expect(readUserData(header('050003070201414243'))).toMatchObject({
      part: { reference: 7, total: 2, sequence: 1 },
    });
    expect(readUserData(header('0b05040b8423f00003ff0302414243')).part).toEqual({
      reference: 255,
      total: 3,
      sequence: 2,
    });
    expect(readUserData(header('060804abcd020141')).part).toEqual({
      reference: 0xabcd,
      total: 2,
      sequence: 1,
    });
    expect(readUserData(header('050003070203414243')).part).toBeUndefined();
    expect(readUserData(header('ff00')).text).toHaveLength(2);
  });

  it('decodes by data_coding', () => {
    expect(decodeText(Buffer.from('1b65', 'hex'), 0, false)).toBe('€');
    expect(decodeText(Buffer.from('e9', 'hex'), 0, true)).toBe('é');
    expect(decodeText(Buffer.from('e9', 'hex'), 3, false)).toBe('é');
    expect(decodeText(Buffer.from('d83dde4f00', 'hex'), 8, false)).toBe('🙏');
    expect(decodeText(Buffer.from('00410042', 'hex'), 0x18, false)).toBe('AB');
    expect(decodeText(Buffer.from('00', 'hex'), 0xf0, false)).toBe('@');
    expect(decodeText(Buffer.from('00', 'hex'), 4, false)).toBeUndefined();
  });

  it('refuses more parts than can be numbered', () => {
    const rules = { encoding: 'gsm7', concatenation: 'udh8' } as const;
    expect(planParts('a'.repeat(153 * 255), rules, () => 1)).toHaveLength(255);
    expect(planParts('a'.repeat(153 * 255 + 1), rules, () => 1)).toBeUndefined();
  });
});

describe('statuses', () => {
  it('are named, and unlisted ones are permanent', () => {
    expect(classifyStatus(0x58)).toMatchObject({ kind: 'retryable', code: 'throttled' });
    expect(classifyStatus(0x0b).detail).toBe('ESME_RINVDSTADR 0x0000000B: destination address invalid');
    expect(classifyStatus(0x400)).toMatchObject({ kind: 'permanent', code: 'provider_error' });
  });
});

describe('adaptive rate', () => {
  it('falls to 60 % of what was accepted, rests, and is back within 60 s', () => {
    let now = 0;
    const rate = new AdaptiveRate(100, { now: () => now, monotonic: () => now });
    const sent = (ms: number, refuse: boolean): number => {
      let count = 0;
      for (const end = now + ms; now < end; now += 5) {
        while (rate.take()) {
          count++;
          if (refuse && count % 2 === 0) rate.onThrottled();
          else rate.onAccepted();
        }
      }
      return count;
    };
    expect(sent(1000, false)).toBeGreaterThan(95);
    sent(1000, true);
    expect(rate.messagesPerSecond).toBeLessThanOrEqual(80);
    expect(rate.reduced).toBe(true);
    expect(sent(1000, false)).toBeLessThanOrEqual(80);
    sent(50_000, false);
    expect(rate.reduced).toBe(false);
    expect(sent(1000, false)).toBeGreaterThan(95);
  });

  it('never stops altogether', () => {
    let now = 0;
    const rate = new AdaptiveRate(10, { now: () => now, monotonic: () => now });
    for (let i = 0; i < 100; i++) {
      now += 400;
      rate.onThrottled();
    }
    expect(rate.messagesPerSecond).toBeGreaterThanOrEqual(0.5);
  });
});

describe('settings', () => {
  it('refuse what they do not know and draw every field they have', () => {
    expect(smppSettings.safeParse({ host: 'x', systemId: 'x', passwort: 'y' }).success).toBe(false);
    expect(smppSettings.safeParse({ host: 'x', systemId: 'x', receiptZone: 'Mars/Base' }).success).toBe(
      false,
    );
    const names = Object.keys(smppSettings.shape).sort();
    expect(smppFields.map((field) => field.name).sort()).toEqual(names);
    for (const { label, help, options } of smppFields) {
      for (const text of [label, ...(help ? [help] : []), ...(options ?? []).map((option) => option.label)]) {
        expect(text.id && text.en).toBeTruthy();
      }
    }
  });
});
