import { describe, expect, it } from 'vitest';
import { lintTemplate } from '../../../lib/template/lint/lint-template.ts';
import { renderSms, sampleValues } from '../../../lib/template/render.ts';
import { countSegments } from '../../../lib/segments.ts';
import { TemplateDesign } from '../contract.ts';
import { branded, LIBRARY } from './library.ts';

describe.each(LIBRARY.map((entry) => [entry.key, entry] as const))('%s', (key, entry) => {
  const design = branded(entry.design, 'Toko Melati');

  it('has nothing for the linter to say, in both languages', () => {
    const context = { name: key, brands: ['Toko Melati'], registeredSamples: [] };
    expect(lintTemplate(design, context).map(({ code, where, detail }) => [code, where, detail])).toEqual([]);
    expect(Object.keys(design.languages)).toEqual(['id', 'en']);
  });

  it('is a design that the API takes, and fits two SMS', () => {
    expect(TemplateDesign.safeParse(design).success).toBe(true);
    for (const [language, wording] of Object.entries(design.languages)) {
      const { encoding, segments } = countSegments(renderSms(wording, sampleValues(design, language)));
      expect([encoding, segments <= 2 || segments]).toEqual(['GSM-7', true]);
    }
  });
});

it('every key stands once', () => {
  expect(new Set(LIBRARY.map(({ key }) => key)).size).toBe(LIBRARY.length);
});
