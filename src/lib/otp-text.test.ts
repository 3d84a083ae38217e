import { describe, expect, it } from 'vitest';
import { faultsOfOtpText, type OtpTextFault } from './otp-text.ts';

const RULES = { brand: 'Toko Bunga', code: '482913' };
const GOOD =
  'Toko Bunga: 482913 adalah kode masuk Anda. Berlaku 5 menit. JANGAN BAGIKAN kode ini kepada siapa pun.';

const CASES: readonly (readonly [string, string, readonly OtpTextFault[]])[] = [
  ['a good text', GOOD, []],
  ['English', 'TOKOBUNGA: 482913 is your code. Do not share it.', []],
  ['no brand: what Telkomsel blocks', 'Kode Anda 482913. Jangan bagikan.', ['brand_missing']],
  ['no warning', 'Toko Bunga: kode Anda 482913.', ['warning_missing']],
  ['no code', 'Toko Bunga: jangan bagikan kode Anda.', ['code_missing']],
  ['a link', `${GOOD} https://tokobunga.example/x`, ['link']],
  ['a bare domain', `${GOOD} Buka bit.ly`, ['link']],
  ['a telephone number', `${GOOD} CS 0812-3456-7890`, ['phone_number']],
  ['a novel', `${GOOD} ${'Terima kasih. '.repeat(20)}`, ['too_many_segments']],
  ['the brand only inside another word counts', 'tokobungaku 482913 rahasia', []],
];

describe('a text that carries a code', () => {
  it.each(CASES)('%s', (_name, text, faults) => {
    expect(faultsOfOtpText(text, RULES)).toEqual(faults);
  });

  it('may name the domain that fills it in, and no other', () => {
    const rules = { ...RULES, autofillDomain: 'tokobunga.co.id' };
    expect(faultsOfOtpText(`${GOOD}\n@tokobunga.co.id #482913`, rules)).toEqual([]);
    expect(faultsOfOtpText(`${GOOD}\n@penipu.co.id #482913`, rules)).toEqual(['link']);
  });

  it('is judged by its placeholder before there is a code', () => {
    expect(
      faultsOfOtpText('{{brand}} {{code}} jangan bagikan', { brand: 'Mawar', code: '{{code}}' }),
    ).toEqual(['brand_missing']);
  });

  it('does not count a brand that looks like a domain as a link', () => {
    const text = 'tiket.com: 482913 adalah kode Anda. Jangan bagikan.';
    expect(faultsOfOtpText(text, { brand: 'tiket.com', code: '482913' })).toEqual([]);
  });
});
