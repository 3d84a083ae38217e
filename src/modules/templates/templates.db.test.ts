/** Templates from the first draft to the message, with a provider that answers as it is told to. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../testing/app-kit.ts';
import { TEMPLATE_DESIGN } from '../../../testing/own-ids.ts';
import type {
  ProviderTemplate,
  TemplateDesk as ProviderDesk,
  TemplateDraft,
  TemplateOutcome,
} from '../../channels/channel.ts';
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { type Database, openDatabase } from '../../platform/db.ts';
import { createEventBus } from '../../platform/events/event-bus.ts';
import { createLogger } from '../../platform/log.ts';
import type { Template, TemplateList } from './contract.ts';
import { heedNotice, type TemplateNotice } from './approval/heed-notice.ts';
import { startTemplateDesk, type TemplateDesk } from './desk/template-desk.ts';

let app: AppKit;
let db: Database;
let channel: string;
let clock = 0;
let desk: TemplateDesk;
/** What the provider has, and what it says next. */
let kept = new Map<string, ProviderTemplate>();
let calls: string[] = [];
let next: TemplateOutcome<ProviderTemplate> | undefined;
let lastDraft: TemplateDraft | undefined;
let made = 0;
/** The provider's id of what it was given last. */
const last = (): string => `ext-${made}`;

const provider: ProviderDesk = {
  async submit(draft) {
    calls.push(`submit ${draft.name}`);
    lastDraft = draft;
    if (next !== undefined) return next;
    const found = [...kept.values()].find(
      ({ name, language }) => name === draft.name && language === draft.language,
    );
    if (found === undefined) made += 1;
    const value: ProviderTemplate = found ?? {
      externalId: last(),
      name: draft.name,
      language: draft.language,
      category: draft.category.toUpperCase(),
      state: 'pending',
    };
    kept.set(value.externalId, value);
    return { ok: true, value };
  },
  async edit(externalId, draft) {
    calls.push(`edit ${externalId}`);
    lastDraft = draft;
    const before = kept.get(externalId);
    if (before === undefined)
      return { ok: false, kind: 'permanent', code: 'template_refused', detail: 'gone' };
    const value: ProviderTemplate = { ...before, state: 'pending' };
    kept.set(externalId, value);
    return { ok: true, value };
  },
  async list(cursor) {
    calls.push('list');
    const items = [...kept.values()];
    // Two pages, to see that both are read.
    const half = Math.ceil(items.length / 2);
    return {
      ok: true,
      value: cursor === undefined ? { items: items.slice(0, half), next: '2' } : { items: items.slice(half) },
    };
  },
  async remove(_, externalId) {
    calls.push(`remove ${externalId}`);
    kept.delete(externalId);
    return { ok: true, value: null };
  },
};

beforeAll(async () => {
  app = await startApp({ sends: true, works: false });
  db = openDatabase({ url: app.url, role: 'titian_worker', max: 3, applicationName: 'titian-test' });
  const { body } = await app.request('POST /v1/channels', {
    key: app.a.key,
    body: {
      type: 'whatsapp-cloud',
      name: 'WhatsApp Melati',
      enabled: false,
      settings: { phoneNumberId: '1065', wabaId: '77', accessToken: 'rahasia' },
    },
  });
  channel = String(body['id']);
  desk = startTemplateDesk({
    db,
    bus: createEventBus([], () => undefined),
    log: createLogger('silent'),
    now: () => Date.now() + clock,
    openDesks: () => [
      { workspaceId: app.a.id, channelId: uuidOfPublicId('chn', channel) ?? '', desk: provider },
    ],
    onChanged: (id) => app.runtime.routeDeps.templates.books.forget(id),
  });
});
afterEach(async () => {
  await app.rows('delete from templates.task');
  kept = new Map();
  calls = [];
  next = undefined;
  clock = 0;
});
afterAll(async () => {
  await desk?.stop();
  await db?.close();
  await app?.close();
});

let counter = 0;
const ask = <Body = Template>(call: string, body?: unknown) =>
  app.request<Body>(call, { key: app.a.key, ...(body === undefined ? {} : { body }) });
async function published(design: unknown = TEMPLATE_DESIGN): Promise<Template> {
  const created = await ask('POST /v1/templates', { name: `Pesanan ${++counter}`, design });
  expect([created.status, created.body]).toMatchObject([201, { version: 0, hasDraft: true }]);
  const { status, body } = await ask(`POST /v1/templates/${created.body.id}/publish`, {});
  expect([status, body.version, body.hasDraft]).toEqual([200, 1, false]);
  return body;
}
const submit = (id: string, more: object = {}) =>
  ask(`POST /v1/templates/${id}/submit`, { channel, ...more });
const approvalsOf = async (id: string) => (await ask(`GET /v1/templates/${id}`)).body.approvals;
const send = (template: unknown, more: object = {}) =>
  ask<Record<string, unknown>>('POST /v1/messages', { to: '+6281234567890', template, ...more });
const news = (more: Partial<TemplateNotice>): TemplateNotice => ({
  externalId: `n-${++counter}`,
  topic: 'template_status',
  subject: last(),
  state: 'APPROVED',
  detail: null,
  at: new Date(),
  template: {},
  ...more,
});
const approval = (at: number) =>
  news({ state: 'APPROVED', template: { state: 'approved' }, at: new Date(at) });
const hear = async (notice: TemplateNotice) => {
  const id = uuidOfPublicId('chn', channel) ?? '';
  const bus = createEventBus([], () => undefined);
  await db.transaction((tx) => heedNotice({ bus, now: Date.now }, tx, { workspaceId: app.a.id, id }, notice));
  app.runtime.routeDeps.templates.books.forget(app.a.id);
};

describe('writing', () => {
  it('keeps versions as they were, whatever happens to the draft', async () => {
    const { id } = await published();
    const languages = { id: { body: 'Halo {{nama}}, pesanan Toko Melati bisa diambil mulai besok pagi.' } };
    const changed = await ask(`PATCH /v1/templates/${id}`, { design: { ...TEMPLATE_DESIGN, languages } });
    expect(changed.body).toMatchObject({ version: 1, hasDraft: true });
    await ask(`POST /v1/templates/${id}/publish`, {});
    const { body } = await ask<{
      items: { number: number; design: { languages: { id: { body: string } } } }[];
    }>(`GET /v1/templates/${id}/versions`);
    expect(body.items.map((one) => [one.number, one.design.languages.id.body])).toEqual([
      [2, languages.id.body],
      [1, TEMPLATE_DESIGN.languages.id.body],
    ]);
    await expect(
      db.query({ name: '', text: "update templates.version set design = '{}'" }, []),
    ).rejects.toThrow(/permission/);
  });

  it('refuses a name twice, a default language that is not written, an empty publication and errors', async () => {
    const first = await published();
    const again = await ask('POST /v1/templates', { name: 'x', slug: first.slug, design: TEMPLATE_DESIGN });
    expect([again.status, again.body]).toMatchObject([409, { code: 'templates.name_taken' }]);
    const english = await ask('POST /v1/templates', {
      name: 'Inggris',
      defaultLanguage: 'en',
      design: TEMPLATE_DESIGN,
    });
    expect([english.status, english.body]).toMatchObject([422, { code: 'templates.language_missing' }]);
    const empty = await ask(`POST /v1/templates/${first.id}/publish`, {});
    expect([empty.status, empty.body]).toMatchObject([409, { code: 'templates.nothing_to_publish' }]);
    const broken = { ...TEMPLATE_DESIGN, languages: { id: { body: 'Halo {{siapa}}, dari Toko Melati' } } };
    const changed = await ask(`PATCH /v1/templates/${first.id}`, { design: broken });
    expect(changed.body.findings.map(({ code }) => code)).toContain('variable_unknown');
    const refused = await ask(`POST /v1/templates/${first.id}/publish`, {});
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'templates.has_errors', field: 'design.languages.id.body' },
    ]);
  });

  it('starts from the library in the company’s name, twice if need be', async () => {
    for (const slug of ['order_shipped', 'order_shipped_2']) {
      const { status, body } = await ask('POST /v1/template-library/order_shipped/copy', {
        brand: 'Kopi Senja',
      });
      expect([status, body.slug, body.excerpt.includes('Kopi Senja')]).toEqual([201, slug, true]);
    }
  });
});

describe('approval', () => {
  it('goes to the provider once, however often it is asked for, and its answer shows', async () => {
    const { id, slug } = await published();
    await Promise.all([submit(id), submit(id)]);
    await desk.drain();
    expect(calls.filter((one) => one.startsWith('submit'))).toEqual([`submit ${slug}`]);
    expect(lastDraft).toMatchObject({
      name: slug,
      language: 'id',
      category: 'utility',
      bodyExamples: ['Sari'],
      body: 'Halo {{1}}, pesanan Toko Melati sudah siap diambil di toko.',
    });
    expect(await approvalsOf(id)).toMatchObject([{ state: 'pending', name: slug, version: 1 }]);
    await submit(id);
    await desk.drain();
    expect(calls.filter((one) => one.startsWith('submit'))).toHaveLength(1);
  });

  it('waits out what is retryable, and tells what is not', async () => {
    const { id } = await published();
    next = { ok: false, kind: 'retryable', code: 'throttled', detail: 'Too many calls' };
    await submit(id);
    await desk.drain();
    expect(await approvalsOf(id)).toMatchObject([{ state: 'submitting' }]);
    await app.rows('update templates.task set due = now()');
    next = { ok: false, kind: 'permanent', code: 'template_refused', detail: 'Invalid parameter' };
    await desk.drain();
    expect(await approvalsOf(id)).toMatchObject([{ state: 'failed', reason: 'Invalid parameter' }]);
    next = undefined;
    await submit(id);
    await desk.drain();
    expect(await approvalsOf(id)).toMatchObject([{ state: 'pending', reason: null }]);
  });

  it('gives up at its deadline', async () => {
    const { id } = await published();
    next = { ok: false, kind: 'retryable', code: 'provider_busy', detail: 'Busy' };
    await submit(id);
    clock = 25 * 3_600_000;
    await desk.drain();
    expect(await approvalsOf(id)).toMatchObject([{ state: 'failed', reason: 'Busy' }]);
  });

  it('hears news once, in any order, with reason and advice', async () => {
    const { id } = await published();
    await submit(id);
    await desk.drain();
    const [known] = await approvalsOf(id);
    const now = Date.now();
    const later = news({
      state: 'REJECTED',
      at: new Date(now + 2000),
      detail: 'INVALID_FORMAT · Add words',
      template: { state: 'rejected', reason: 'INVALID_FORMAT', recommendation: 'Add words' },
    });
    for (const one of [later, later, approval(now + 1000)]) await hear(one);
    expect(await approvalsOf(id)).toMatchObject([
      { state: 'rejected', reason: 'INVALID_FORMAT', recommendation: 'Add words' },
    ]);
    const events = await ask<{ items: { kind: string; state: string | null }[] }>(
      `GET /v1/template-approvals/${known?.id}/events`,
    );
    expect(events.body.items.map(({ kind, state }) => [kind, state])).toEqual([
      ['requested', null],
      ['submitted', 'pending'],
      ['state', 'rejected'],
      ['state', 'approved'],
    ]);
  });

  it('mends a rejected one in place, and gives the next version of an approved one a name of its own', async () => {
    const { id, slug } = await published();
    await submit(id);
    await desk.drain();
    await hear(news({ state: 'REJECTED', template: { state: 'rejected' }, at: new Date(Date.now() + 1000) }));
    const change = async (text: string) => {
      const languages = { id: { body: `Halo {{nama}}, ${text} dari Toko Melati untuk Anda hari ini.` } };
      await ask(`PATCH /v1/templates/${id}`, { design: { ...TEMPLATE_DESIGN, languages } });
      await ask(`POST /v1/templates/${id}/publish`, {});
      await submit(id);
      await desk.drain();
    };
    await change('kabar kedua');
    expect(calls).toContain(`edit ${last()}`);
    expect(await approvalsOf(id)).toMatchObject([{ state: 'pending', name: slug, version: 2 }]);
    await hear(approval(Date.now() + 2000));
    await change('kabar ketiga');
    expect(await approvalsOf(id)).toMatchObject([
      { state: 'pending', name: `${slug}_v3`, version: 3 },
      { state: 'approved', name: slug, version: 2 },
    ]);
  });

  it('shows a category that the provider chose, and adopts what was made there', async () => {
    const { id } = await published();
    await submit(id);
    await desk.drain();
    await hear(news({ topic: 'template_category', state: 'MARKETING' }));
    expect(await approvalsOf(id)).toMatchObject([{ category: 'utility', providerCategory: 'marketing' }]);
    kept.set('made', {
      externalId: 'made',
      name: 'salam',
      language: 'id',
      category: 'UTILITY',
      state: 'approved',
    });
    await ask('POST /v1/templates/sync', { channel });
    await desk.drain();
    const { strangers } = (await ask<TemplateList>('GET /v1/templates')).body;
    expect(strangers).toMatchObject([{ name: 'salam', state: 'approved', templateId: null }]);
    const adopted = await ask(`POST /v1/template-approvals/${strangers[0]?.id}/adopt`, {
      template: id,
      version: 1,
    });
    expect(adopted.body.approvals).toHaveLength(2);
    const twice = await ask(`POST /v1/template-approvals/${strangers[0]?.id}/adopt`, {
      template: id,
      version: 1,
    });
    expect(twice.body).toMatchObject({ code: 'templates.approval_taken' });
  });

  it('knows what is gone at the provider, and deletes there', async () => {
    const { id } = await published();
    await submit(id);
    await desk.drain();
    const [sent] = await approvalsOf(id);
    await ask(`DELETE /v1/template-approvals/${sent?.id}`);
    await desk.drain();
    expect(calls).toContain(`remove ${last()}`);
    expect(await approvalsOf(id)).toMatchObject([{ state: 'deleted' }]);
    const other = await published();
    await submit(other.id);
    await desk.drain();
    kept = new Map();
    clock = 60_000;
    await ask('POST /v1/templates/sync', { channel });
    await desk.drain();
    expect(await approvalsOf(other.id)).toMatchObject([{ state: 'deleted' }]);
  });

  it('refuses what Meta certainly refuses, and channels that approve nothing', async () => {
    const { id } = await published({
      ...TEMPLATE_DESIGN,
      languages: { id: { body: '{{nama}} pesanan Toko Melati siap ya' } },
    });
    expect((await submit(id)).body).toMatchObject({ code: 'templates.has_errors' });
    const other = await published();
    const answer = await ask(`POST /v1/templates/${other.id}/submit`, { channel: app.a.channel });
    expect(answer.body).toMatchObject({ code: 'templates.channel_unknown' });
  });
});

describe('sending', () => {
  it('says it as SMS does, names the variable at fault, and keeps campaigns campaigns', async () => {
    const { id, slug } = await published();
    for (const name of [id, slug]) {
      const { status, body } = await send(
        { id: name, variables: { nama: 'Rani' } },
        { channel: app.a.channel },
      );
      expect([status, body]).toMatchObject([202, {}]);
      const message = await ask<Record<string, unknown>>(`GET /v1/messages/${body['id']}`);
      expect(message.body['text']).toBe('Halo Rani, pesanan Toko Melati sudah siap diambil di toko.');
    }
    const missing = await send({ id, variables: {} });
    expect([missing.status, missing.body]).toMatchObject([
      422,
      { code: 'templates.variable_missing', field: 'template.variables.nama' },
    ]);
    const unknown = await send({ id: 'tpl_tidakada', variables: {} });
    expect(unknown.body).toMatchObject({ code: 'messages.template_unknown', field: 'template.id' });
  });

  it('does not leave over WhatsApp before it is approved there', async () => {
    const { id } = await published();
    await app.rows('update routing.channel set enabled = true where type = $1', ['whatsapp-cloud']);
    app.runtime.routeDeps.templates.tables.forget(app.a.id);
    const { status, body } = await send({ id, variables: { nama: 'Rani' } }, { channel });
    expect([status, body['code']]).not.toEqual([202, undefined]);
    expect(['templates.not_approved', 'routing.no_sender']).toContain(body['code']);
    await app.rows('update routing.channel set enabled = false where type = $1', ['whatsapp-cloud']);
    app.runtime.routeDeps.templates.tables.forget(app.a.id);
  });
});

describe('who may', () => {
  it('see templates of another workspace: nobody', async () => {
    const { id } = await published();
    const { status, body } = await app.request(`GET /v1/templates/${id}`, { key: app.b.key });
    expect([status, body]).toMatchObject([404, { code: 'templates.template_not_found' }]);
  });
});
