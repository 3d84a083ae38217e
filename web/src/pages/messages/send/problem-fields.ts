import type { ApiProblem } from '../../../api/problem.ts';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import { wordProblem } from '../../../ui/state/problem-words.ts';
import { type DraftFault, itemOfField, type Recipient } from './send-draft.ts';
import { MOST_RECIPIENTS } from './send-draft.ts';
import { MAX_TEXT_LENGTH } from '../../../contracts/messages.ts';

const FIELDS = ['to', 'text', 'content', 'class', 'from', 'channel', 'sendAt', 'validitySeconds'] as const;
export type FormField = (typeof FIELDS)[number];

/** Words for fields, and the problem itself when it belongs to none of them. */
export interface FormFaults {
  readonly fields: Readonly<Partial<Record<FormField, string>>>;
  readonly rest: ApiProblem | null;
}

const fieldOf = (field: string | undefined): FormField | undefined => {
  const parts = field?.split(/[.\]/]/) ?? [];
  // `template.variables.nama`, `template.header`: all of them stand where the content is chosen.
  if (parts.includes('template')) return 'content';
  return FIELDS.find((one) => one === parts.at(-1));
};

/** The faults of single recipients come in the server's technical words; the usual ones have ours. */
function refusalWords(code: string | undefined, detail: string, t: Dictionary): string {
  const known = Object.entries(t.messages.send.refusals).find(([name]) => name === code);
  return known?.[1] ?? detail;
}

/** What the server refused, put where it can be mended. */
export function serverFaults(
  problem: ApiProblem | null,
  recipients: readonly Recipient[],
  t: Dictionary,
): FormFaults {
  if (problem === null) return { fields: {}, rest: null };
  const listed = problem.errors.flatMap(({ field, code, detail }) => {
    const name = fieldOf(field);
    const item = itemOfField(field);
    return name === undefined ? [] : [{ name, item, words: refusalWords(code, detail, t) }];
  });
  const own = fieldOf(problem.field);
  if (listed.length === 0 && own !== undefined) {
    const { title, remedy } = wordProblem(problem, t);
    const words = [`${title}.`, remedy].filter((part) => part !== undefined).join(' ');
    listed.push({ name: own, item: undefined, words });
  }
  if (listed.length === 0) return { fields: {}, rest: problem };
  const fields: Partial<Record<FormField, string>> = {};
  for (const { name, item, words } of listed) {
    const line = item === undefined || name !== 'to' ? undefined : recipients[item]?.line;
    const said = line === undefined ? words : t.messages.send.line(line, words);
    const before = fields[name];
    if (before === undefined) fields[name] = said;
    else if (line !== undefined) fields[name] = `${before} ${said}`;
  }
  if (fields.to !== undefined && recipients.length > 1)
    fields.to = `${fields.to} ${t.messages.send.noneSent}`;
  return { fields, rest: null };
}

/** What is missing before the server is asked. */
export function localFaults(
  faults: readonly DraftFault[],
  t: Dictionary,
  number: (value: number) => string,
): FormFaults {
  const words = t.messages.send;
  const said: Readonly<Record<DraftFault, readonly [FormField, string]>> = {
    to_missing: ['to', words.toMissing],
    to_many: ['to', words.tooMany(MOST_RECIPIENTS)],
    text_missing: ['text', words.textMissing],
    text_long: ['text', words.overLimit(number(MAX_TEXT_LENGTH))],
    content_missing: ['content', t.content.editor.incomplete],
    template_missing: ['content', t.content.editor.templateIncomplete],
    send_at_missing: ['sendAt', words.sendAtMissing],
  };
  return { fields: Object.fromEntries(faults.map((fault) => said[fault])), rest: null };
}
