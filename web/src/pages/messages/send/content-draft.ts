import type { SendMessage } from '../../../contracts/messages.ts';
import { OutgoingContent } from '../../../contracts/message-content.ts';
import type { PickedFile } from '../../../ui/form/FilePicker.tsx';

export const EDITED_KINDS = ['text', 'template', 'media', 'buttons', 'list', 'location'] as const;
export type EditedKind = (typeof EDITED_KINDS)[number];

/** An approved template with its values. */
export interface TemplateDraft {
  /** Empty until one is chosen. */
  readonly id: string;
  /** Every one that the template asks for. */
  readonly variables: Readonly<Record<string, string>>;
  /** Instead of the file in its header. */
  readonly file: PickedFile | null;
}

/** What the form asks beside the text, which is a caption or body then. */
export interface ContentDraft {
  readonly kind: EditedKind;
  readonly template: TemplateDraft;
  readonly file: PickedFile | null;
  /** One per line; a row may be `title: description`. */
  readonly choices: string;
  /** What opens a list. */
  readonly open: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly place: string;
}

export const emptyTemplate: TemplateDraft = { id: '', variables: {}, file: null };

export const emptyContent: ContentDraft = {
  template: emptyTemplate,
  kind: 'text',
  file: null,
  choices: '',
  open: '',
  latitude: '',
  longitude: '',
  place: '',
};

const linesOf = (choices: string): string[] =>
  choices
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The template as the API takes it; undefined while a value is missing. */
export function templateOf({ id, variables, file }: TemplateDraft): SendMessage['template'] {
  const missing = id === '' || Object.values(variables).some((value) => value.trim() === '');
  if (missing) return undefined;
  return {
    id,
    variables,
    ...(file === null ? {} : { header: { file: file.id, filename: file.name } }),
  };
}

/** The content as the API takes it: null for a plain text, undefined while something is missing or too long. */
export function contentOf(draft: ContentDraft, text: string): OutgoingContent | null | undefined {
  if (draft.kind === 'text' || draft.kind === 'template') return null;
  const parsed = OutgoingContent.safeParse(rawOf(draft, text.trim()));
  return parsed.success ? parsed.data : undefined;
}

function rawOf({ kind, file, choices, ...draft }: ContentDraft, text: string): unknown {
  switch (kind) {
    case 'media':
      return file === null
        ? undefined
        : {
            type: 'media',
            kind: file.kind,
            source: { file: file.id },
            filename: file.name,
            ...(text === '' ? {} : { caption: text }),
          };
    case 'buttons':
      return { type: 'buttons', body: text, buttons: buttonsOf(choices) };
    case 'list':
      return { type: 'list', body: text, button: draft.open.trim(), sections: [{ rows: rowsOf(choices) }] };
    case 'location':
      return {
        type: 'location',
        latitude: numberOf(draft.latitude),
        longitude: numberOf(draft.longitude),
        ...(draft.place.trim() === '' ? {} : { name: draft.place.trim() }),
      };
    case 'text':
    case 'template':
      return undefined;
  }
}

const buttonsOf = (choices: string) =>
  linesOf(choices).map((title, at) => ({ type: 'reply', id: `${at + 1}`, title }));

const rowsOf = (choices: string) =>
  linesOf(choices).map((line, at) => {
    const [title = '', ...rest] = line.split(':');
    const description = rest.join(':').trim();
    return { id: `${at + 1}`, title: title.trim(), ...(description === '' ? {} : { description }) };
  });

/** Both `-6.1754` and `-6,1754`; nothing is no zero. */
const numberOf = (typed: string): number =>
  typed.trim() === '' ? Number.NaN : Number(typed.trim().replace(',', '.'));
