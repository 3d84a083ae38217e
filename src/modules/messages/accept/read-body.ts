import type { z } from 'zod';
import { plainWords } from '../../../lib/plain-words.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { type Facts, templateKey } from '../content/gather-facts.ts';
import type { ReadyTemplate } from '../content/ready-template.ts';
import type { Rich } from '../content/rich.ts';
import type { SendMessage } from '../contract.ts';
import { messagesErrors } from '../errors.ts';
import type { Refusal } from './refusal.ts';

export interface Body {
  /** The text, or what the rest says in plain words. */
  readonly text: string;
  readonly content: Rich['content'];
  /** Says text and content anew for the channel it goes over. */
  readonly template: ReadyTemplate | null;
}

/** What a message says: exactly one of text, template and content. */
export function readBody(input: z.output<typeof SendMessage>, facts: Facts): Result<Body, Refusal> {
  const { text, template, content } = input;
  if (template === undefined && content === undefined) {
    if (text === undefined || text.trim() === '')
      return fail({ code: messagesErrors.text_missing, field: 'text' });
    return ok({ text, content: null, template: null });
  }
  if (template !== undefined && (text !== undefined || content !== undefined))
    return fail({ code: messagesErrors.text_and_template, field: 'template' });
  if (text !== undefined) return fail({ code: messagesErrors.text_and_content, field: 'content' });
  if (content !== undefined) return ok({ text: plainWords(content), content, template: null });
  const ready = template === undefined ? undefined : facts.templates.get(templateKey(template));
  if (ready === undefined) return fail({ code: messagesErrors.template_unknown, field: 'template.id' });
  return ready.ok ? ok({ text: ready.value.text, content: null, template: ready.value }) : ready;
}
