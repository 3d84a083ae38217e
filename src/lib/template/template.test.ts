import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateDesign } from './design.ts';
import { formatValue } from './format-value.ts';
import { lintTemplate } from './lint/lint-template.ts';
import { hasStrayBraces, numberPlaceholders, placeholdersOf } from './placeholders.ts';
import { readValues, renderRcs, renderSms, renderWhatsApp, sampleValues, whatsAppContent } from './render.ts';

const design = (more: Partial<TemplateDesign> = {}): TemplateDesign => ({
  category: 'utility',
  variables: [
    { name: 'nama', type: 'text', sample: 'Sari' },
    { name: 'total', type: 'money', sample: '125000' },
    { name: 'resi', type: 'text', sample: 'JX 99/1' },
  ],
  languages: {
    id: {
      header: { type: 'text', text: 'Pesanan dikirim' },
      body: 'Halo {{nama}}, pesanan senilai {{total}} sudah kami kirim. Terima kasih, {{nama}}, dari Toko Melati.',
      footer: 'Toko Melati',
      buttons: [
        { type: 'url', title: 'Lacak', url: 'https://melati.example/lacak/{{resi}}' },
        { type: 'reply', title: 'Bantuan' },
      ],
    },
  },
  ...more,
});
const wordingOf = (one: TemplateDesign) => {
  const wording = one.languages['id'];
  if (wording === undefined) throw new Error('no wording');
  return wording;
};
const codesOf = (one: TemplateDesign, brands: string[] = ['Toko Melati'], name = 'kirim') =>
  lintTemplate(one, { name, brands, registeredSamples: [] }).map(({ code }) => code);
const bodyCodes = (body: string, more: Partial<TemplateDesign> = {}) =>
  codesOf(design({ languages: { id: { body, buttons: [] } }, ...more }));

describe('placeholders', () => {
  it.each([
    ['Halo {{nama}}', false],
    ['Halo {{ nama }}', false],
    ['Halo {{nama}', true],
    ['Halo {nama}', true],
    ['Halo {{Nama}}', true],
    ['Halo {{}}', true],
    ['Halo nama}}', true],
  ])('%s has stray braces: %s', (text, stray) => expect(hasStrayBraces(text)).toBe(stray));

  it('are numbered by first use, and a repeated one keeps its number', () =>
    expect(numberPlaceholders('{{b}} {{a}} {{b}}')).toEqual({
      text: '{{1}} {{2}} {{1}}',
      names: ['b', 'a'],
    }));

  it('survive any text around them', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const rest = text.replace(/[{}]/g, '');
        expect(placeholdersOf(`${rest}{{nama}}${rest}`)).toEqual(['nama']);
      }),
    ));
});

describe('formatValue', () => {
  it.each([
    ['money', '125000', 'id', 'Rp125.000'],
    ['money', '1250000.5', 'id', 'Rp1.250.000,50'],
    ['money', '125000', 'en', 'Rp125,000'],
    ['money', '-4000', 'id', '-Rp4.000'],
    ['number', '0012', 'id', '12'],
    ['number', '1234.5', 'id', '1.234,5'],
    ['date', '2026-11-22', 'id', '22 Nov 2026'],
    ['date', '2026-08-01', 'en', '1 Aug 2026'],
    ['date', '2026-11-22T07:05:00Z', 'id', '22 Nov 2026 14.05 WIB'],
    ['date', '2026-11-22T23:30:00+07:00', 'en', '22 Nov 2026 23:30 WIB'],
    ['code', '123456', 'id', '123456'],
    ['text', ' Sari\n\tDewi ', 'id', 'Sari Dewi'],
    ['url', 'https://melati.example/a?b=1', 'id', 'https://melati.example/a?b=1'],
  ] as const)('%s %s in %s reads %s', (type, raw, language, shown) =>
    expect(formatValue({ type }, raw, language)).toEqual({ ok: true, value: shown }),
  );

  it.each([
    ['money', 'Rp125.000', 'not_a_number'],
    ['number', '1e9', 'not_a_number'],
    ['date', '2026-02-30', 'not_a_date'],
    ['date', '22/11/2026', 'not_a_date'],
    ['code', '12 34', 'not_a_code'],
    ['url', 'http://melati.example', 'not_a_link'],
    ['url', 'javascript:alert(1)', 'not_a_link'],
    ['text', ' \n ', 'empty'],
    ['text', 'x'.repeat(501), 'too_long'],
  ] as const)('%s refuses %s: %s', (type, raw, error) =>
    expect(formatValue({ type }, raw, 'id')).toEqual({ ok: false, error }),
  );
});

describe('rendering', () => {
  const one = design();
  const values = sampleValues(one, 'id');

  it('derives the SMS: header, body, links and footer', () =>
    expect(renderSms(wordingOf(one), values)).toBe(
      'Pesanan dikirim\nHalo Sari, pesanan senilai Rp125.000 sudah kami kirim. Terima kasih, Sari, dari Toko Melati.\nLacak: https://melati.example/lacak/JX%2099%2F1\nToko Melati',
    ));

  it('lets a channel have its own words', () =>
    expect(renderSms({ ...wordingOf(one), sms: 'Melati: {{total}}' }, values)).toBe('Melati: Rp125.000'));

  it('gives WhatsApp the values in the order of first use, the link escaped', () =>
    expect(whatsAppContent(one, wordingOf(one), { name: 'kirim', language: 'id' }, values)).toEqual({
      type: 'template',
      category: 'utility',
      name: 'kirim',
      language: 'id',
      body: [{ value: 'Sari' }, { value: 'Rp125.000' }],
      buttons: [{ index: 0, type: 'url', value: 'JX%2099%2F1' }],
    }));

  it('leaves the text of codes to Meta and gives it the code twice', () => {
    const otp = design({
      category: 'authentication',
      variables: [{ name: 'kode', type: 'code', sample: '123456' }],
      languages: { id: { body: 'Melati: {{kode}}', buttons: [] } },
      code: { expiresMinutes: 5, securityAdvice: true },
    });
    expect(
      whatsAppContent(otp, wordingOf(otp), { name: 'otp', language: 'id' }, sampleValues(otp, 'id')),
    ).toMatchObject({
      body: [{ value: '123456' }],
      buttons: [{ index: 0, type: 'otp', value: '123456' }],
    });
    expect(renderWhatsApp(otp, wordingOf(otp), 'id', sampleValues(otp, 'id'))).toMatchObject({
      body: '*123456* adalah kode verifikasi Anda. Demi keamanan, jangan bagikan kode ini.',
      footer: 'Kode ini kedaluwarsa dalam 5 menit.',
    });
  });

  it('makes an RCS card of header and buttons, and a text of a text', () => {
    expect(renderRcs(wordingOf(one), values).content).toMatchObject({
      type: 'card',
      card: {
        title: 'Pesanan dikirim',
        buttons: [{ type: 'url', url: 'https://melati.example/lacak/JX%2099%2F1' }, { type: 'reply' }],
      },
    });
    expect(renderRcs({ body: 'Halo', buttons: [] }, values)).toEqual({ text: 'Halo' });
  });

  it('names the variable that is missing, and the one that does not fit', () => {
    const read = (given: Record<string, string | number>) => readValues(one, wordingOf(one), 'id', given);
    expect(read({ nama: 'Sari', resi: 'J1' })).toEqual({
      ok: false,
      error: { variable: 'total', fault: 'missing' },
    });
    expect(read({ nama: 'Sari', resi: 'J1', total: 'x' })).toEqual({
      ok: false,
      error: { variable: 'total', fault: 'not_a_number' },
    });
    expect(read({ nama: 'Sari', resi: 'J1', total: 5000 })).toMatchObject({ ok: true });
    expect(readValues(one, wordingOf(one), 'id', JSON.parse('{"__proto__":{"nama":"x"}}'))).toMatchObject({
      ok: false,
    });
  });
});

describe('the linter', () => {
  it('has nothing against a good template', () => expect(codesOf(design())).toEqual([]));

  it.each([
    ['{{nama}} halo, pesanan Toko Melati sudah dikirim hari ini', 'variable_first'],
    ['Halo dari Toko Melati, pesanan Anda sudah kami kirim, {{nama}}.', 'variable_last'],
    ['Halo {{nama}} {{total}} dari Toko Melati, terima kasih banyak sudah berbelanja', 'variables_adjacent'],
    ['Melati {{nama}} a {{total}} b {{resi}} c', 'too_many_variables'],
    ['Halo {{nama} dari Toko Melati', 'placeholder_broken'],
    ['Halo {{siapa}} dari Toko Melati ya', 'variable_unknown'],
    ['Toko Melati: cek pesanan di https://bit.ly/abc sekarang', 'link_shortener'],
    ['Toko Melati: cek pesanan di www.melati.co.id sekarang', 'link_bare'],
    ['Toko Melati: pesanan dikirim, dapatkan diskon 20 persen', 'promotional_in_utility'],
    ['TOKO MELATI PESANAN ANDA SUDAH KAMI KIRIM HARI INI JUGA', 'all_caps'],
    ['Toko Melati: hubungi kurir di 0812-3456-7890 segera', 'phone_number_in_sms'],
    ['Toko Melati: pesanan Anda sudah dikirim ✅ hari ini', 'sms_unicode'],
    [`Toko Melati ${'kata '.repeat(100)}`, 'sms_long'],
    ['Warung Sebelah: pesanan Anda sudah dikirim', 'brand_not_registered'],
    ['Toko Melati\n\n\n\nterima kasih', 'whatsapp_blank_lines'],
  ])('%s → %s', (body, code) => expect(bodyCodes(body)).toContain(code));

  it.each([
    'Toko Melati: surat dikirim ke sari@melati.co.id kemarin',
    'Toko Melati: cek di https://melati.co.id/pesanan ya',
    'Toko Melati. Pesanan dikirim. JANGAN BAGIKAN ke orang lain.',
  ])('has nothing to say about links and capitals in: %s', (body) =>
    expect(bodyCodes(body, { variables: [] })).toEqual([]),
  );

  it('knows a code that is not an authentication template', () =>
    expect(
      bodyCodes('Toko Melati: kode verifikasi {{kode}} untuk masuk', {
        variables: [{ name: 'kode', type: 'code', sample: '123456' }],
      }),
    ).toContain('category_not_authentication'));

  it.each([
    ['{{kode}} adalah kode Anda. Jangan bagikan.', 'otp_brand_missing'],
    ['Toko Melati: {{kode}} kode masuk Anda.', 'otp_warning_missing'],
    ['Toko Melati: jangan bagikan kode ini.', 'otp_code_missing'],
    ['Toko Melati: {{kode}} jangan bagikan. Lihat https://x.id/a', 'otp_link'],
  ])('an OTP that says %s → %s', (body, code) =>
    expect(
      bodyCodes(body, {
        category: 'authentication',
        variables: [{ name: 'kode', type: 'code', sample: '123456' }],
      }),
    ).toContain(code),
  );

  it('wants a way out of marketing, in words or on a button', () => {
    const body = 'Toko Melati: diskon 20 persen untuk Anda hari ini';
    expect(bodyCodes(body, { category: 'marketing', variables: [] })).toEqual(['opt_out_missing']);
    const withButton = { id: { body, buttons: [{ type: 'reply' as const, title: 'Berhenti' }] } };
    expect(codesOf(design({ category: 'marketing', variables: [], languages: withButton }))).toEqual([]);
  });

  it('knows the rules of buttons', () => {
    const buttons = [
      { type: 'reply' as const, title: 'Ya' },
      { type: 'url' as const, title: 'Buka', url: 'https://melati.example/{{resi}}/x' },
      { type: 'reply' as const, title: 'Ya' },
      { type: 'copy_code' as const, title: 'Salin', variable: 'resi' },
    ];
    const codes = codesOf(design({ languages: { id: { body: 'Toko Melati: pesanan dikirim', buttons } } }));
    expect(codes).toEqual(
      expect.arrayContaining([
        'button_url_variable',
        'button_order',
        'button_title_twice',
        'button_copy_category',
      ]),
    );
  });

  it('knows names that WhatsApp takes', () =>
    expect(codesOf(design(), ['Toko Melati'], 'Kirim Resi')).toContain('whatsapp_name'));

  it('compares with what was registered', () => {
    const lint = (registeredSamples: string[]) =>
      lintTemplate(design(), { name: 'a', brands: ['Toko Melati'], registeredSamples }).map(
        ({ code }) => code,
      );
    expect(lint(['Halo Budi, pesanan senilai Rp5.000 sudah kami kirim. Toko Melati'])).toEqual([]);
    expect(lint(['Selamat ulang tahun, nikmati pagi cerah bersama keluarga tercinta'])).toEqual([
      'sample_not_registered',
    ]);
  });

  it('never throws, whatever is written', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), fc.string({ minLength: 1 }), (body, url) => {
        const buttons = [{ type: 'url' as const, title: 'x', url }];
        expect(Array.isArray(codesOf(design({ languages: { id: { body, buttons } } })))).toBe(true);
      }),
    ));
});
