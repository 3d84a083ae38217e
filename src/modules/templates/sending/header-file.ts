/** The file in a template's header: its own example, or what a message brings instead, such as an invoice. */
import type { TemplateDesign, TemplateWording } from '../../../lib/template/design.ts';
import type { BookTemplate } from './template-books.ts';

export interface HeaderFile {
  /** `file_…` of the workspace, or an address that the provider fetches. */
  readonly file?: string | undefined;
  readonly url?: string | undefined;
  readonly filename?: string | undefined;
}

/** Undefined where the header of this language is no file. */
export function withHeaderFile(
  design: TemplateDesign,
  language: string,
  given: HeaderFile,
): TemplateDesign | undefined {
  const wording = design.languages[language];
  if (wording?.header?.type !== 'media') return undefined;
  const { filename, ...source } = given;
  const { type, kind } = wording.header;
  const header: TemplateWording['header'] = {
    type,
    kind,
    source,
    ...(filename === undefined ? {} : { filename }),
  };
  return { ...design, languages: { ...design.languages, [language]: { ...wording, header } } };
}

/** Every file (`file_…`) that a message made from the template may carry: of the newest version, and of approved ones. */
export function filesOf(template: BookTemplate, language: string, given: HeaderFile | undefined): string[] {
  const approved = template.approvals.filter(({ state }) => state === 'approved');
  const numbers = new Set([template.version, ...approved.flatMap(({ version }) => version ?? [])]);
  const own = [...numbers].flatMap((number) => {
    const header = template.versions.get(number)?.languages[language]?.header;
    return header?.type === 'media' ? (header.source.file ?? []) : [];
  });
  return [...new Set([...own, ...(given?.file === undefined ? [] : [given.file])])];
}
