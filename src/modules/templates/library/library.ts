/**
 * Templates to start from. `{{merek}}` and the domain stand for the company that copies one; a test keeps every one
 * of them free of the linter's findings.
 */
import { fillPlaceholders } from '../../../lib/template/placeholders.ts';
import type { TemplateDesign } from '../../../lib/template/design.ts';
import type { LibraryEntry } from '../contract.ts';
import { ORDERS } from './orders.ts';
import { PAYMENTS } from './payments.ts';
import { SERVICE } from './service.ts';
import { SECURITY } from './security.ts';
import { MARKETING } from './marketing.ts';

export const LIBRARY: readonly LibraryEntry[] = [
  ...SECURITY,
  ...ORDERS,
  ...PAYMENTS,
  ...SERVICE,
  ...MARKETING,
];

/** The entry in a company's name: its brand stands in the text instead of a variable. */
export function branded(design: TemplateDesign, brand: string): TemplateDesign {
  const say = (text: string): string =>
    fillPlaceholders(text, (name) => (name === 'merek' ? brand : `{{${name}}}`));
  return {
    ...design,
    languages: Object.fromEntries(
      Object.entries(design.languages).map(([language, wording]) => [
        language,
        {
          ...wording,
          ...(wording.header?.type === 'text'
            ? { header: { type: 'text' as const, text: say(wording.header.text) } }
            : {}),
          body: say(wording.body),
          ...(wording.footer === undefined ? {} : { footer: say(wording.footer) }),
          ...(wording.sms === undefined ? {} : { sms: say(wording.sms) }),
          ...(wording.whatsapp === undefined ? {} : { whatsapp: say(wording.whatsapp) }),
          ...(wording.rcs === undefined ? {} : { rcs: say(wording.rcs) }),
        },
      ]),
    ),
  };
}
