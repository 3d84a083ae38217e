/** Templates against the simulated Graph API: real HTTP both ways, signed webhooks, and messages that are paid by category. */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTitian } from '../../../../sdk/src/index.ts';
import { type AppKit, eventually, PUBLIC_URL, startApp } from '../../../../testing/app-kit.ts';
import { TEMPLATE_DESIGN } from '../../../../testing/own-ids.ts';
import { type Graph, startGraph } from '../../../../testing/simulators/graph/index.ts';
import { SETTINGS } from '../../../../testing/whatsapp-channel.ts';
import type { Statement } from '../../billing/index.ts';
import type { MessageDetail, Quote } from '../../messages/index.ts';
import type { Template, TemplateApproval } from '../contract.ts';

let app: AppKit;
let graph: Graph;
let channel = '';

beforeAll(async () => {
  app = await startApp();
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.server.address() as AddressInfo;
  graph = await startGraph({
    reach: (url) => url.replace(PUBLIC_URL, `http://127.0.0.1:${port}`),
    pairRate: false,
    reviewMs: 400,
    statuses: { sent: 5, delivered: 30 },
  });
  const made = await ask<{ id: string; callbackUrl: string }>('POST /v1/channels', {
    type: 'whatsapp-cloud',
    name: 'WhatsApp Melati',
    settings: { ...SETTINGS, baseUrl: graph.url },
  });
  channel = made.id;
  graph.state.callbackUrl = made.callbackUrl;
  await ask('POST /v1/senders', { address: '+622150001000' });
  for (const [category, amount] of Object.entries({ utility: 41_125, marketing: 67_610 }))
    await ask('POST /v1/prices', {
      medium: 'whatsapp',
      operator: '*',
      category,
      amount,
      chargeOn: 'delivered',
      validFrom: '2026-01-01T00:00:00Z',
    });
  await app.runtime.openChannels();
});
afterAll(async () => {
  await app?.close();
  await graph?.close();
});

async function ask<Body = Record<string, unknown>>(call: string, body?: unknown): Promise<Body> {
  const answer = await app.request<Body>(call, {
    key: app.a.key,
    ...(body === undefined ? {} : { body }),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

let made = 0;
async function published(body: string): Promise<Template> {
  const languages = { id: { body } };
  const { id } = await ask<Template>('POST /v1/templates', {
    name: `Kabar ${++made}`,
    design: { ...TEMPLATE_DESIGN, languages },
  });
  return ask<Template>(`POST /v1/templates/${id}/publish`, {});
}
const submit = (id: string) => ask(`POST /v1/templates/${id}/submit`, { channel });
const approvalOf = async (id: string): Promise<TemplateApproval | undefined> =>
  (await ask<Template>(`GET /v1/templates/${id}`)).approvals[0];
const becomes = (id: string, state: string): Promise<TemplateApproval> =>
  eventually(
    `${id} ${state}`,
    async () => {
      const approval = await approvalOf(id);
      return approval?.state === state ? approval : undefined;
    },
    15_000,
  );
async function approved(body: string): Promise<Template> {
  const template = await published(body);
  await submit(template.id);
  await becomes(template.id, 'approved');
  return template;
}
const trySend = (id: string, more: Record<string, unknown> = {}, to = `+62812340${String(1000 + ++made)}`) =>
  app.request<{ id: string; code?: string; price: unknown }>('POST /v1/messages', {
    key: app.a.key,
    body: {
      to,
      channel,
      template: { id, variables: { nama: 'Sari' }, ...more },
    },
  });
async function send(id: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await trySend(id, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.body.id;
}
const reaches = (id: string, status: string): Promise<MessageDetail> =>
  eventually(
    `${id} ${status}`,
    async () => {
      const message = await ask<MessageDetail>(`GET /v1/messages/${id}`);
      return message.status === status ? message : undefined;
    },
    15_000,
  );
const charged = async (): Promise<Record<string, number>> => {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const { rows } = await ask<Statement>(
    `GET /v1/billing/statement?from=${today}&to=${today}&by=medium,category`,
  );
  return Object.fromEntries(
    rows.flatMap(({ medium, category, amount }) => (medium === 'whatsapp' ? [[category ?? '', amount]] : [])),
  );
};

it('is submitted, waits, is approved, and the version that was sent stays known', async () => {
  const template = await published('Halo {{nama}}, pesanan Toko Melati sudah siap diambil.');
  expect((await trySend(template.id)).body.code).toBe('templates.not_approved');
  await submit(template.id);
  const approval = await becomes(template.id, 'approved');
  expect(approval).toMatchObject({ reason: null, category: 'utility' });
  const { items } = await ask<{ items: { kind: string; state: string | null }[] }>(
    `GET /v1/template-approvals/${approval.id}/events`,
  );
  expect(items.map(({ kind, state }) => [kind, state])).toEqual([
    ['requested', null],
    ['submitted', 'pending'],
    ['state', 'approved'],
  ]);
  const message = await reaches(await send(template.id), 'delivered');
  expect(message).toMatchObject({
    price: { amount: 41_125, currency: 'IDR' },
    template: { id: template.id, version: 1, language: 'id', newest: 1 },
  });
  expect(graph.taken.at(-1)?.body).toMatchObject({ type: 'template', template: { name: template.slug } });
  const languages = { id: { body: 'Halo {{nama}}, kabar kedua dari Toko Melati untuk Anda.' } };
  await ask(`PATCH /v1/templates/${template.id}`, { design: { ...TEMPLATE_DESIGN, languages } });
  await ask(`POST /v1/templates/${template.id}/publish`, {});
  expect(await ask<MessageDetail>(`GET /v1/messages/${message.id}`)).toMatchObject({
    text: 'Halo Sari, pesanan Toko Melati sudah siap diambil.',
    template: { version: 1, newest: 2 },
  });
});

it('is rejected with a reason and advice', async () => {
  const { id } = await published('Halo {{nama}}, kirim password Anda ke Toko Melati hari ini.');
  await submit(id);
  expect(await becomes(id, 'rejected')).toMatchObject({
    reason: 'SCAM',
    recommendation: 'Judged as SCAM. · Change the text and submit it again.',
  });
  expect((await trySend(id)).body.code).toBe('templates.not_approved');
});

it('is paused while messages are on their way: they fail with that, the next are refused, and it comes back', async () => {
  const { id, slug } = await approved('Halo {{nama}}, paket Toko Melati sedang dalam perjalanan.');
  const [kept] = [...graph.state.templates.values()].filter(({ name }) => name === slug);
  if (kept === undefined) throw new Error('the simulator has it');
  // Paused at Meta, and the news of it not here yet.
  kept.status = 'PAUSED';
  const failed = await reaches(await send(id), 'failed');
  expect(failed.reason).toMatchObject({ code: 'template_refused' });
  graph.judgeTemplate(slug, 'PAUSED');
  await becomes(id, 'paused');
  expect((await trySend(id)).body.code).toBe('templates.not_approved');
  // The same news in the same second is a repetition.
  await sleep(1_000);
  graph.judgeTemplate(slug, 'APPROVED');
  await becomes(id, 'approved');
  await reaches(await send(id), 'delivered');
});

it('costs what Meta files it as: from the moment it says so, and for messages priced before', async () => {
  const filed = await approved('Halo {{nama}}, ada diskon di Toko Melati sampai besok pagi.');
  await eventually(
    'filed as marketing',
    async () => (await approvalOf(filed.id))?.providerCategory === 'marketing',
  );
  expect((await trySend(filed.id)).body.price).toEqual({ amount: 67_610, currency: 'IDR' });
  const before = await eventually('charged', async () => {
    const sums = await charged();
    return sums['marketing'] === 67_610 && sums['utility'] !== undefined && sums;
  });
  const silent = await approved('Halo {{nama}}, kabar rutin dari Toko Melati untuk Anda.');
  for (const one of graph.state.templates.values()) if (one.name === silent.slug) one.category = 'MARKETING';
  const message = await reaches(await send(silent.id), 'delivered');
  expect(message.price).toEqual({ amount: 41_125, currency: 'IDR' });
  // The message says what it costs in the end.
  expect(message.charge).toEqual({ amount: 67_610, currency: 'IDR', category: 'marketing', open: false });
  await eventually('charged as marketing', async () => (await charged())['marketing'] === 2 * 67_610, 15_000);
  expect((await charged())['utility']).toBe(before['utility']);
});

it('is quoted before it is sent: by its category, and cheaper to people who wrote within a day', async () => {
  const within = { category: 'utility', inWindow: true, amount: 20_500, chargeOn: 'delivered' };
  const since = { validFrom: '2026-01-01T00:00:00Z' };
  await ask('POST /v1/prices', { medium: 'whatsapp', operator: '*', ...within, ...since });
  const { id } = await approved('Halo {{nama}}, pesanan Toko Melati dikirim siang ini.');
  const template = { id, variables: { nama: 'Sari' } };
  const quote = (more: object) => ask<Quote>('POST /v1/messages/quote', { channel, ...more });
  const stranger = { price: { amount: 41_125, currency: 'IDR' }, category: 'utility' };
  const cheaper = { amount: 20_500, currency: 'IDR' };
  expect(await quote({ template })).toMatchObject({
    ...stranger,
    operator: null,
    inWindow: { open: false, price: cheaper },
  });
  const to = '+6281234000777';
  expect(await quote({ template, to })).toMatchObject({ ...stranger, inWindow: { open: false } });
  await graph.people.text(to.slice(1), 'Halo');
  expect(await quote({ template, to })).toMatchObject({
    price: cheaper,
    operator: 'telkomsel',
    inWindow: { open: true, price: cheaper },
  });
  const sent = await reaches((await trySend(id, {}, to)).body.id, 'delivered');
  expect(sent).toMatchObject({ price: cheaper, charge: null });
  // A free answer is another category, and what is no template has to be named to be quoted.
  expect(await quote({ text: 'Halo', to })).toMatchObject({ category: 'service', inWindow: null });
  const media = { type: 'media', kind: 'image', source: { url: 'https://a.example/a.png' } };
  expect(await quote({ content: media, to })).toMatchObject({ category: 'service', inWindow: null });
});

it('cannot be quoted where it could not be sent, and says why', async () => {
  const quote = (body: object) =>
    app.request<{ code: string; field: string }>('POST /v1/messages/quote', { key: app.a.key, body });
  const { id } = await published('Halo {{nama}}, kabar Toko Melati yang belum diajukan.');
  const template = { id, variables: { nama: 'Sari' } };
  expect((await quote({ template, channel })).body).toMatchObject({ code: 'templates.not_approved' });
  expect((await quote({ template: { id, variables: {} }, channel })).body).toMatchObject({
    code: 'templates.variable_missing',
    field: 'template.variables.nama',
  });
  expect((await quote({ template, text: 'Halo' })).status).toBe(422);
  expect((await quote({})).status).toBe(422);
});

it('is charged nothing when it never arrived', async () => {
  const { id } = await approved('Halo {{nama}}, bingkisan Toko Melati menunggu Anda di kasir.');
  graph.script({ kind: 'failed_later', code: 131026 });
  const failed = await reaches(await send(id), 'failed');
  expect(failed).toMatchObject({ price: { amount: 41_125 }, charge: null });
});

it('has a quality', async () => {
  const { id, slug } = await approved('Halo {{nama}}, terima kasih sudah berbelanja di Toko Melati.');
  const [kept] = [...graph.state.templates.values()].filter(({ name }) => name === slug);
  graph.webhooks.account('message_template_quality_update', {
    previous_quality_score: 'GREEN',
    new_quality_score: 'YELLOW',
    message_template_id: Number(kept?.id),
    message_template_name: slug,
    message_template_language: 'id',
  });
  await eventually('the quality', async () => (await approvalOf(id))?.quality === 'YELLOW');
  expect(graph.webhooks.answers.filter(({ status }) => status !== 200)).toEqual([]);
});

it('beside them, what the business writes in its app stands in the conversation as sent', async () => {
  await graph.people.echo('6281234000009', { type: 'text', text: { body: 'Kami antar sore ini, ya.' } });
  const { items } = await ask<{ items: MessageDetail[] }>('GET /v1/messages?phone=%2B6281234000009');
  expect(items).toMatchObject([
    {
      direction: 'out',
      status: 'sent',
      text: 'Kami antar sore ini, ya.',
      class: 'conversation',
      from: '+622150001000',
      to: '+6281234000009',
      price: null,
    },
  ]);
});

/** One pixel each, white and black, so that the two are told apart. */
const PICTURES = [
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
].map((text) => Buffer.from(text, 'base64'));

it('carries the picture of its header, or the one that a message brings', async () => {
  const { port } = app.server.server.address() as AddressInfo;
  const titian = createTitian({ baseUrl: `http://127.0.0.1:${port}`, apiKey: app.a.key });
  const upload = async (bytes: Buffer): Promise<string> => {
    const body = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
    return (await titian.uploadFile({ query: { name: 'buket.png', purpose: 'media' }, body })).id;
  };
  const [own = '', brought = ''] = await Promise.all(PICTURES.map(upload));
  const header = { type: 'media', kind: 'image', source: { file: own } };
  const languages = { id: { header, body: 'Halo {{nama}}, buket Toko Melati sudah siap.' } };
  const { id } = await ask<Template>('POST /v1/templates', {
    name: `Bergambar ${++made}`,
    design: { ...TEMPLATE_DESIGN, languages },
  });
  await ask(`POST /v1/templates/${id}/publish`, {});
  await submit(id);
  await becomes(id, 'approved');
  const pictureOf = async (more: Record<string, unknown>): Promise<Buffer | undefined> => {
    const message = await reaches(await send(id, more), 'delivered');
    expect(message.content).toMatchObject({ type: 'template', header: { kind: 'image' } });
    const sent = JSON.stringify(graph.taken.at(-1)?.body);
    return graph.state.media.get(/"image":\{"id":"([^"]+)"/.exec(sent)?.[1] ?? '')?.bytes;
  };
  expect(await pictureOf({})).toEqual(PICTURES[0]);
  expect(await pictureOf({ header: { file: brought } })).toEqual(PICTURES[1]);
  expect((await trySend(id, { header: { file: 'file_tidakada' } })).body.code).toBe('messages.file_unknown');
  const plain = await approved('Halo {{nama}}, pesanan Toko Melati tanpa gambar hari ini.');
  expect((await trySend(plain.id, { header: { file: own } })).body.code).toBe('templates.header_no_file');
});
