/** Submission, change, listing and removal of templates. Nothing is sent to a person, so every call may be repeated. */
import type {
  ChannelDeps,
  ProviderTemplate,
  SendError,
  TemplateDesk,
  TemplateDraft,
  TemplateOutcome,
} from '../../channel.ts';
import type { Graph, GraphAnswer } from '../graph/graph.ts';
import type { WhatsAppSettings } from '../settings.ts';
import { componentsOf } from './components.ts';
import { Page, readTemplate, Submitted } from './read-template.ts';
import { stateOf } from './template-state.ts';
import { uploadSample } from './upload-sample.ts';

/** Management calls are slower than sending. */
const TIMEOUT_MS = 15_000;
const PAGE = 100;
const FIELDS = 'id,name,language,status,category,rejected_reason';
/** "There is already content in this language": the name and language are taken, by our first try or by somebody else. */
const EXISTS = 2388024;

interface Desk {
  readonly graph: Graph;
  readonly deps: ChannelDeps;
  readonly settings: WhatsAppSettings;
}

export function createTemplateDesk(
  graph: Graph,
  deps: ChannelDeps,
  settings: WhatsAppSettings,
): TemplateDesk {
  const desk = { graph, deps, settings };
  return {
    submit: (draft, signal) => submit(desk, draft, signal),
    edit: (externalId, draft, signal) => edit(desk, externalId, draft, signal),
    list: (cursor, signal) => listPage(desk, cursor, signal),
    remove: (name, externalId, signal) => remove(desk, name, externalId, signal),
  };
}

async function submit(
  desk: Desk,
  draft: TemplateDraft,
  signal: AbortSignal,
): Promise<TemplateOutcome<ProviderTemplate>> {
  const { name, language, category } = draft;
  const components = await prepare(desk, draft, signal);
  if ('error' in components) return failed(components.error);
  const answer = await call(desk, signal, {
    method: 'POST',
    path: `${desk.settings.wabaId}/message_templates`,
    json: { name, language, category: category.toUpperCase(), components: components.ready },
  });
  if (answer.kind === 'error')
    return answer.refusal?.subcode === EXISTS ? findExisting(desk, draft, signal) : failed(answer.error);
  const read = Submitted.safeParse(answer.body);
  if (!read.success) return unread();
  const { id: externalId, status, category: given = category } = read.data;
  return {
    ok: true,
    value: { externalId, name, language, category: given.toLowerCase(), state: stateOf(status) },
  };
}

async function edit(
  desk: Desk,
  externalId: string,
  draft: TemplateDraft,
  signal: AbortSignal,
): Promise<TemplateOutcome<ProviderTemplate>> {
  if (!isGraphId(externalId)) return failed(noTemplate);
  const { name, language, category } = draft;
  const components = await prepare(desk, draft, signal);
  if ('error' in components) return failed(components.error);
  const answer = await call(desk, signal, {
    method: 'POST',
    path: externalId,
    json: { category: category.toUpperCase(), components: components.ready },
  });
  if (answer.kind === 'error') return failed(answer.error);
  // Meta answers only that it worked; what was changed is looked at again.
  return { ok: true, value: { externalId, name, language, category, state: 'pending' } };
}

async function listPage(
  desk: Desk,
  cursor: string | undefined,
  signal: AbortSignal,
): ReturnType<TemplateDesk['list']> {
  const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE) });
  if (cursor !== undefined) query.set('after', cursor);
  const page = await readPage(desk, query, signal);
  if (!page.ok) return page;
  const { items, next } = page.value;
  return { ok: true, value: { items, ...(next === undefined ? {} : { next }) } };
}

async function remove(
  desk: Desk,
  name: string,
  externalId: string,
  signal: AbortSignal,
): Promise<TemplateOutcome<null>> {
  // Without the id every language of the name would go.
  const query = new URLSearchParams({ hsm_id: externalId, name }).toString();
  const answer = await call(desk, signal, {
    method: 'DELETE',
    path: `${desk.settings.wabaId}/message_templates?${query}`,
  });
  return answer.kind === 'error' ? failed(answer.error) : { ok: true, value: null };
}

async function findExisting(
  desk: Desk,
  { name, language }: TemplateDraft,
  signal: AbortSignal,
): Promise<TemplateOutcome<ProviderTemplate>> {
  const page = await readPage(
    desk,
    new URLSearchParams({ fields: FIELDS, name, limit: String(PAGE) }),
    signal,
  );
  if (!page.ok) return page;
  const found = page.value.items.find((one) => one.name === name && one.language === language);
  return found === undefined ? failed(noTemplate) : { ok: true, value: found };
}

async function readPage(
  desk: Desk,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<TemplateOutcome<{ items: ProviderTemplate[]; next: string | undefined }>> {
  const path = `${desk.settings.wabaId}/message_templates?${query.toString()}`;
  const answer = await call(desk, signal, { method: 'GET', path });
  if (answer.kind === 'error') return failed(answer.error);
  const page = Page.safeParse(answer.body);
  if (!page.success) return unread();
  const { data, paging } = page.data;
  const items = data.map(readTemplate).filter((one) => one !== undefined);
  return { ok: true, value: { items, next: paging?.next === undefined ? undefined : paging.cursors?.after } };
}

type Prepared = { readonly ready: ReturnType<typeof componentsOf> } | { readonly error: SendError };

async function prepare(desk: Desk, draft: TemplateDraft, signal: AbortSignal): Promise<Prepared> {
  const fault = faultOf(draft);
  if (fault !== undefined) return { error: { kind: 'permanent', code: 'template_refused', detail: fault } };
  if (draft.header?.type !== 'media') return { ready: componentsOf(draft, undefined) };
  const { graph, deps, settings } = desk;
  const handle = await uploadSample({ graph, deps, appId: settings.appId }, draft.header.exampleFile, signal);
  return typeof handle === 'string' ? { ready: componentsOf(draft, handle) } : { error: handle };
}

/** What Meta would refuse for certain; the rest is its reviewers' to judge. */
function faultOf({ name, language, body, bodyExamples, category }: TemplateDraft): string | undefined {
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return 'A template name has lower case letters, digits and underscores.';
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language)) return `${language} is no language code of WhatsApp.`;
  if (category === 'authentication') return undefined;
  const used = [...body.matchAll(/\{\{(\d+)\}\}/g)].map(([, position]) => Number(position));
  const places = new Set(used).size;
  if (Math.max(0, ...used) !== places)
    return 'Placeholders are numbered {{1}}, {{2}} and so on, without gaps.';
  return places === bodyExamples.length
    ? undefined
    : `The text has ${places} placeholders and ${bodyExamples.length} examples.`;
}

const isGraphId = (id: string): boolean => /^\d{1,32}$/.test(id);

const call = (
  { graph }: Desk,
  signal: AbortSignal,
  request: { method: 'GET' | 'POST' | 'DELETE'; path: string; json?: unknown },
): Promise<GraphAnswer> => graph.call({ ...request, timeoutMs: TIMEOUT_MS, signal });

const noTemplate: SendError = {
  kind: 'permanent',
  code: 'template_refused',
  detail: 'Meta knows no such template.',
};

const failed = ({ kind, code, detail }: SendError): TemplateOutcome<never> => ({
  ok: false,
  kind,
  code,
  detail,
});

const unread = (): TemplateOutcome<never> => ({
  ok: false,
  kind: 'unknown',
  code: 'provider_error',
  detail: 'Meta answered in a form that cannot be read.',
});
