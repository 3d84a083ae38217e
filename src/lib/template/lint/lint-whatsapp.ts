/** Meta's rules for template components (Cloud API v23.0, message_templates). */
import type { TemplateDesign, TemplateWording } from '../design.ts';
import { placeholdersOf } from '../placeholders.ts';
import { type Finding, finding } from './findings.ts';

const BODY = 1024;
const HEADER = 60;
const FOOTER = 60;
const VARIABLE = /\{\{\s*[a-z][a-z0-9_]*\s*\}\}/;

export function lintWhatsApp(design: TemplateDesign, wording: TemplateWording): Finding[] {
  // Codes have a text of Meta's own; ours is for SMS and RCS.
  if (design.category === 'authentication') return [];
  const where = wording.whatsapp === undefined ? 'body' : 'whatsapp';
  return [
    ...lintBody(wording.whatsapp ?? wording.body, where),
    ...lintHeader(wording.header),
    ...lintFooter(wording.footer),
    ...lintButtons(design, wording.buttons),
  ];
}

function lintBody(body: string, where: string): Finding[] {
  const found: Finding[] = [];
  const text = body.trim();
  if (text.length > BODY) found.push(finding('whatsapp_body_long', where, { detail: String(text.length) }));
  if (new RegExp(`^${VARIABLE.source}`).test(text)) found.push(finding('variable_first', where));
  // A full stop alone after it is still its end for Meta.
  if (new RegExp(`${VARIABLE.source}[\\s.,!?]*$`).test(text)) found.push(finding('variable_last', where));
  if (new RegExp(`${VARIABLE.source}[^\\p{L}\\p{N}]*${VARIABLE.source}`, 'u').test(text))
    found.push(finding('variables_adjacent', where));
  const variables = placeholdersOf(text).length;
  const words = text.replace(new RegExp(VARIABLE.source, 'g'), ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (variables > 0 && words < variables * 2 + 1)
    found.push(finding('too_many_variables', where, { detail: `${variables}/${words}` }));
  if (/\n\s*\n\s*\n\s*\n/.test(text)) found.push(finding('whatsapp_blank_lines', where));
  return found;
}

function lintHeader(header: TemplateWording['header']): Finding[] {
  if (header === undefined) return [];
  if (header.type === 'media')
    return header.source.file === undefined ? [finding('whatsapp_header_file', 'header')] : [];
  return [
    ...(header.text.length > HEADER ? [finding('whatsapp_header_long', 'header')] : []),
    ...(placeholdersOf(header.text).length > 1 ? [finding('whatsapp_header_variables', 'header')] : []),
  ];
}

function lintFooter(footer: string | undefined): Finding[] {
  if (footer === undefined) return [];
  return [
    ...(footer.length > FOOTER ? [finding('whatsapp_footer_long', 'footer')] : []),
    ...(placeholdersOf(footer).length > 0 ? [finding('whatsapp_footer_variables', 'footer')] : []),
  ];
}

const MOST = { reply: 10, url: 2, call: 1, copy_code: 1 } as const;

function lintButtons({ category }: TemplateDesign, buttons: TemplateWording['buttons']): Finding[] {
  const found: Finding[] = [];
  const counts = { reply: 0, url: 0, call: 0, copy_code: 0 };
  const titles = new Set<string>();
  let replyGroups = 0;
  for (const [index, button] of buttons.entries()) {
    const where = `buttons.${index}`;
    counts[button.type] += 1;
    if (counts[button.type] > MOST[button.type] || index >= 10) found.push(finding('button_count', where));
    if (titles.has(button.title)) found.push(finding('button_title_twice', where, { detail: button.title }));
    titles.add(button.title);
    if (button.type === 'reply' && buttons[index - 1]?.type !== 'reply' && ++replyGroups === 2)
      found.push(finding('button_order', where));
    if (button.type === 'copy_code' && category !== 'marketing')
      found.push(finding('button_copy_category', where));
    if (button.type === 'url' && !hasVariableAtEnd(button.url))
      found.push(finding('button_url_variable', where));
  }
  return found;
}

const hasVariableAtEnd = (url: string): boolean => {
  const count = placeholdersOf(url).length;
  return count === 0 || (count === 1 && new RegExp(`${VARIABLE.source}$`).test(url));
};
