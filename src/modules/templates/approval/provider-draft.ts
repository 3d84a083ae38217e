import type { TemplateButton, TemplateDraft } from '../../../channels/channel.ts';
import type { TemplateDesign, TemplateWording } from '../../../lib/template/design.ts';
import { fillPlaceholders, numberPlaceholders, placeholdersOf } from '../../../lib/template/placeholders.ts';
import { sampleValues, type TemplateValues } from '../../../lib/template/render.ts';

/** One language of a version as its author hands it to a provider: numbered placeholders and an example for each. */
export function providerDraft(
  design: TemplateDesign,
  language: string,
  name: string,
): TemplateDraft | undefined {
  const wording = design.languages[language];
  if (wording === undefined) return undefined;
  const values = sampleValues(design, language);
  if (design.category === 'authentication') return codeDraft(design, language, name);
  const body = numberPlaceholders(wording.whatsapp ?? wording.body);
  const header = draftHeader(wording.header, values);
  return {
    name,
    language,
    category: design.category,
    ...(header === undefined ? {} : { header }),
    body: body.text,
    bodyExamples: body.names.map((one) => values.shown.get(one) ?? one),
    ...(wording.footer === undefined ? {} : { footer: wording.footer }),
    buttons: wording.buttons.map((button) => draftButton(button, values)),
  };
}

/** The provider writes the text of codes itself. */
const codeDraft = (design: TemplateDesign, language: string, name: string): TemplateDraft => ({
  name,
  language,
  category: 'authentication',
  body: '',
  bodyExamples: [],
  buttons: [{ type: 'otp', otpType: 'copy_code' }],
  code: {
    securityAdvice: design.code?.securityAdvice ?? true,
    ...(design.code?.expiresMinutes === undefined ? {} : { expiresMinutes: design.code.expiresMinutes }),
  },
});

function draftHeader(
  header: TemplateWording['header'],
  values: TemplateValues,
): TemplateDraft['header'] | undefined {
  if (header === undefined) return undefined;
  // Without an example file the provider cannot review it; the linter says so.
  if (header.type === 'media')
    return header.source.file === undefined
      ? undefined
      : { type: 'media', kind: header.kind, exampleFile: header.source.file };
  const { text, names } = numberPlaceholders(header.text);
  const [first] = names;
  return first === undefined
    ? { type: 'text', text }
    : { type: 'text', text, example: values.shown.get(first) ?? first };
}

function draftButton(button: TemplateWording['buttons'][number], values: TemplateValues): TemplateButton {
  switch (button.type) {
    case 'reply':
      return { type: 'reply', title: button.title };
    case 'call':
      return { type: 'call', title: button.title, phone: button.phone };
    case 'copy_code':
      return { type: 'copy_code', example: values.shown.get(button.variable) ?? button.variable };
    case 'url': {
      if (placeholdersOf(button.url).length === 0)
        return { type: 'url', title: button.title, url: button.url };
      const example = fillPlaceholders(button.url, (name) =>
        encodeURIComponent(values.raw.get(name) ?? name),
      );
      return { type: 'url', title: button.title, url: numberPlaceholders(button.url).text, example };
    }
  }
}
