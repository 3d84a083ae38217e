/** Templates: submission with Meta's rules, review after a while, pauses. */
import { z } from 'zod';
import { type Answer, graphError, ok, success, unknownObject } from './graph-error.ts';
import { newGraphId, type GraphState, type Template } from './state.ts';
import type { Webhooks } from './webhooks.ts';

const Draft = z.looseObject({
  name: z.string(),
  language: z.string(),
  category: z.enum(['AUTHENTICATION', 'UTILITY', 'MARKETING']),
  components: z.array(z.looseObject({ type: z.string() })).min(1),
});
const Change = z.looseObject({
  category: z.string().optional(),
  components: z.array(z.looseObject({ type: z.string() })).optional(),
});

const DAY_MS = 24 * 3600 * 1000;
/** 100 changes and more are taken while a template is not approved. */
const EDITS_PER_DAY = 1;
const EDITS_PER_MONTH = 10;

export interface TemplateCall {
  readonly state: GraphState;
  readonly webhooks: Webhooks;
}

export function createTemplate({ state, webhooks }: TemplateCall, body: unknown): Answer {
  const draft = Draft.safeParse(body);
  if (!draft.success) return graphError(100, `Invalid parameter: ${String(draft.error.issues[0]?.path[0])}`);
  const { name, language, category, components } = draft.data;
  const fault = faultOf(name, category, components);
  if (fault !== undefined) return refused(fault);
  if (state.templates.size >= state.settings.mostTemplates) return refused(2388019);
  const taken = [...state.templates.values()].some((one) => one.name === name && one.language === language);
  if (taken) return refused(2388024, 'Content in this language already exists');
  const template: Template = {
    id: newGraphId(),
    name,
    language,
    category,
    components,
    status: 'PENDING',
    reason: 'NONE',
    editedAt: [],
  };
  state.templates.set(template.id, template);
  webhooks.later(state.settings.reviewMs, () => review({ state, webhooks }, template));
  return ok({ id: template.id, status: template.status, category });
}

/** Creation answers with code 100 and says what is wrong in the subcode. */
const refused = (subcode: number, details?: string): Answer => graphError(100, details, 400, subcode);

const textOf = (components: readonly Record<string, unknown>[], type: string): string => {
  const text = components.find((one) => one['type'] === type)?.['text'];
  return typeof text === 'string' ? text : '';
};

function faultOf(
  name: string,
  category: string,
  components: readonly Record<string, unknown>[],
): number | undefined {
  if (!/^[a-z0-9_]{1,512}$/.test(name)) return 2388040;
  if (category === 'AUTHENTICATION') {
    const body = components.find(({ type }) => type === 'BODY');
    return body === undefined || 'text' in body ? 2388072 : undefined;
  }
  const body = textOf(components, 'BODY').trim();
  if (body === '' || body.length > 1024) return body === '' ? 2388072 : 2388040;
  if (textOf(components, 'FOOTER').includes('{{')) return 2388073;
  if (textOf(components, 'HEADER').length > 60) return 2388047;
  const variables = [...body.matchAll(/\{\{\w+\}\}/g)];
  if (/^\{\{\w+\}\}/.test(body) || /\{\{\w+\}\}$/.test(body)) return 2388299;
  const words = body
    .replaceAll(/\{\{\w+\}\}/g, '')
    .split(/\s+/)
    .filter(Boolean).length;
  return variables.length > 0 && words < variables.length * 2 + 1 ? 2388293 : undefined;
}

/** Rejects what a reviewer would see at once, files advertising as marketing, and approves the rest. */
function review({ state, webhooks }: TemplateCall, template: Template): void {
  if (template.status !== 'PENDING') return;
  const body = textOf(template.components, 'BODY');
  const examples = JSON.stringify(template.components).includes('"example"');
  const reason = /\b(pin|cvv|kartu kredit|password)\b/i.test(body)
    ? 'SCAM'
    : /\{\{\w+\}\}/.test(body) && !examples
      ? 'INVALID_FORMAT'
      : undefined;
  if (template.category === 'UTILITY' && /\b(diskon|promo|gratis|sale)\b/i.test(body)) {
    template.category = 'MARKETING';
    webhooks.account('template_category_update', {
      ...naming(template),
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    });
  }
  setStatus({ state, webhooks }, template, reason === undefined ? 'APPROVED' : 'REJECTED', reason);
}

const naming = ({ id, name, language }: Template): Record<string, unknown> => ({
  message_template_id: Number(id),
  message_template_name: name,
  message_template_language: language,
});

export function setStatus(
  { webhooks }: TemplateCall,
  template: Template,
  event: string,
  reason = 'NONE',
  other?: Readonly<Record<string, string>>,
): void {
  template.status = event;
  template.reason = reason;
  const advice = { reason: `Judged as ${reason}.`, recommendation: 'Change the text and submit it again.' };
  webhooks.account('message_template_status_update', {
    event,
    ...naming(template),
    message_template_category: template.category,
    reason,
    ...(event === 'REJECTED' ? { rejection_info: advice } : {}),
    ...(other === undefined ? {} : { other_info: other }),
  });
}

export function editTemplate(call: TemplateCall, id: string, body: unknown): Answer {
  const template = call.state.templates.get(id);
  const change = Change.safeParse(body);
  if (template === undefined || !change.success) return unknownObject(id);
  if (template.status === 'PENDING') return refused(2388039);
  const now = call.state.settings.now();
  const recent = template.editedAt.filter((at) => now - at < 30 * DAY_MS);
  const today = recent.filter((at) => now - at < DAY_MS);
  if (template.status === 'APPROVED' && (today.length >= EDITS_PER_DAY || recent.length >= EDITS_PER_MONTH))
    return refused(2388039, 'An approved template can be changed once in 24 hours and 10 times in 30 days');
  template.editedAt.push(now);
  const { components = template.components, category = template.category } = change.data;
  const fault = faultOf(template.name, category, components);
  if (fault !== undefined) return refused(fault);
  Object.assign(template, { components, category, status: 'PENDING', reason: 'NONE' });
  call.webhooks.later(call.state.settings.reviewMs, () => review(call, template));
  return success;
}

export function listTemplates({ state }: TemplateCall, query: URLSearchParams): Answer {
  const name = query.get('name');
  const limit = Math.min(Number(query.get('limit') ?? 25), 1000);
  const all = [...state.templates.values()].filter((one) => name === null || one.name.includes(name));
  const after = query.get('after');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === decode(after)) + 1;
  const page = all.slice(from, from + limit);
  const last = page.at(-1);
  const more = from + limit < all.length;
  const cursors = { before: encode(page[0]?.id ?? ''), after: encode(last?.id ?? '') };
  return ok({
    data: page.map(({ id, name: called, language, status, category, components, reason }) => ({
      id,
      name: called,
      language,
      status,
      category,
      components,
      rejected_reason: reason,
    })),
    ...(page.length === 0
      ? {}
      : {
          paging: {
            cursors,
            ...(more ? { next: `https://graph.facebook.com/?after=${cursors.after}` } : {}),
          },
        }),
  });
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const decode = (text: string): string => Buffer.from(text, 'base64url').toString();

export function deleteTemplate({ state }: TemplateCall, query: URLSearchParams): Answer {
  const name = query.get('name');
  const id = query.get('hsm_id');
  const doomed = [...state.templates.values()].filter(
    (one) => one.name === name && (id === null || one.id === id),
  );
  if (doomed.length === 0) return graphError(100, 'No such template', 400, 2593002);
  for (const one of doomed) state.templates.delete(one.id);
  return success;
}

/** The code with which a template message is refused; undefined when it fits. */
export function templateFault(
  state: GraphState,
  sent: {
    readonly name: string;
    readonly language: string;
    readonly components: readonly Record<string, unknown>[];
  },
): number | undefined {
  const template = [...state.templates.values()].find(
    (one) => one.name === sent.name && one.language === sent.language,
  );
  if (template === undefined || ['PENDING', 'REJECTED', 'DELETED'].includes(template.status)) return 132001;
  if (template.status === 'PAUSED') return 132015;
  if (template.status === 'DISABLED') return 132016;
  const given = (type: string): number => {
    const one = sent.components.find((component) => String(component['type']).toLowerCase() === type);
    return Array.isArray(one?.['parameters']) ? one['parameters'].length : 0;
  };
  if (template.category === 'AUTHENTICATION') {
    const hasButton = sent.components.some((one) => one['type'] === 'button' && one['sub_type'] === 'url');
    return given('body') === 1 && hasButton ? undefined : 132000;
  }
  const wanted = new Set(textOf(template.components, 'BODY').match(/\{\{\w+\}\}/g) ?? []).size;
  return given('body') === wanted ? undefined : 132000;
}
