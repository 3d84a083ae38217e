import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StatementRow } from '../contract.ts';
import { statementCsv, textCell } from './statement-csv.ts';

const row = (over: Partial<StatementRow> = {}): StatementRow => ({
  day: '2026-11-21',
  medium: 'sms',
  channel: { id: 'chn_1', name: 'Jalur utama' },
  operator: 'telkomsel',
  class: 'otp',
  category: '*',
  currency: 'IDR',
  messages: 3,
  amount: 126_005,
  ...over,
});

describe('statementCsv', () => {
  it('is read by Indonesian spreadsheets', () => {
    expect(statementCsv([row()], 'semicolon')).toBe(
      '\uFEFFday;medium;channel;channel_id;operator;class;category;currency;messages;amount\r\n' +
        '2026-11-21;sms;Jalur utama;chn_1;telkomsel;otp;*;IDR;3;1260,05\r\n',
    );
  });
  it('or with commas and points', () => {
    const csv = statementCsv(
      [row({ day: null, channel: null, operator: '*', class: null, category: null })],
      'comma',
    );
    expect(csv.split('\r\n')[1]).toBe(',sms,,,*,,,IDR,3,1260.05');
  });
});

describe('textCell', () => {
  it.each([
    ['=HYPERLINK("http://jahat";"klik")', `"'=HYPERLINK(""http://jahat"";""klik"")"`],
    ['+62', "'+62"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['Toko; Melati', '"Toko; Melati"'],
    ['Melati', 'Melati'],
  ])('%j becomes %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
  it('never begins a formula, whatever a channel is called', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('=', '+', '-', '@', '\t', '\r', ''), (text, first) => {
        const cell = textCell(first + text);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(read).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
