/** Approved content for messages, as each channel says it. */
import { fail, ok } from '../../lib/result.ts';
import { type MessagesDeps, messagesErrors, type TemplateSource } from '../../modules/messages/index.ts';
import {
  classOfTemplate,
  filesOf,
  nameTemplate,
  renderTemplate,
  type TemplateBooks,
} from '../../modules/templates/index.ts';
import type { Database } from '../../platform/db.ts';

export const templateSource =
  (books: TemplateBooks): TemplateSource =>
  async (workspaceId, wish) => {
    const template = (await books.of(workspaceId)).get(wish.id);
    if (template === undefined) return fail({ code: messagesErrors.template_unknown, field: 'template.id' });
    const language = wish.language ?? template.defaultLanguage;
    const category = template.versions.get(wish.version ?? template.version)?.category;
    // As SMS says it: every channel that has no way of its own says it so.
    const plain = renderTemplate(template, wish, PLAIN);
    if (!plain.ok) return fail(refusalOf(plain));
    return ok({
      key: `${template.id} ${wish.version ?? 'newest'} ${language}`,
      text: plain.text,
      category: plain.category,
      used: { ...plain.template, language },
      files: filesOf(template, language, wish.header),
      classFor: (asked) => (category === undefined ? asked : classOfTemplate(category, asked)),
      fits: (channel) => renderTemplate(template, wish, channel).ok,
      on: (channel) => {
        const said = renderTemplate(template, wish, channel);
        if (!said.ok) return fail(refusalOf(said));
        const used = { ...said.template, language };
        return ok({ text: said.text, content: said.content ?? null, used });
      },
    });
  };

export const templateNames =
  (db: Database): MessagesDeps['templateNamed'] =>
  (workspaceId, id) =>
    nameTemplate(db, workspaceId, id);

const PLAIN: Parameters<typeof renderTemplate>[2] = {
  id: '',
  type: {
    medium: 'sms',
    capabilities: { text: true, maxTextLength: 1600, inbound: false, receipts: [], segments: true },
  },
};

type Refused = Extract<ReturnType<typeof renderTemplate>, { readonly ok: false }>;
const refusalOf = ({ code, field, detail }: Refused) => ({
  code,
  field,
  ...(detail === undefined ? {} : { detail }),
});
