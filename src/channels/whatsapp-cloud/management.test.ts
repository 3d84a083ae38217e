/** Templates and set-up at the simulated Graph API. */
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../../testing/wait-for.ts';
import {
  type RigOptions,
  SETTINGS,
  startWhatsApp,
  type WhatsAppRig,
} from '../../../testing/whatsapp-channel.ts';
import type { TemplateContent } from '../../lib/message-content.ts';
import type { OpenFile } from '../channel.ts';

const SARI = '6281234000001';
const signal = new AbortController().signal;
const DRAFT = {
  name: 'kirim_resi',
  language: 'id',
  category: 'utility',
  body: 'Pesanan Anda sudah kami kirim dengan resi {{1}} hari ini.',
  bodyExamples: ['JX12345'],
  buttons: [],
} as const;

const rigs: WhatsAppRig[] = [];

async function start(options: RigOptions = {}): Promise<WhatsAppRig> {
  const rig = await startWhatsApp(options);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

describe('templates', () => {
  it('are submitted once, reviewed, changed, listed and removed', async () => {
    const rig = await start();
    const { templates } = rig.connection;
    const first = await templates.submit(DRAFT, signal);
    const again = await templates.submit(DRAFT, signal);
    if (!first.ok || !again.ok) throw new Error('not submitted');
    expect(first.value).toMatchObject({ state: 'pending', category: 'utility' });
    expect(again.value.externalId).toBe(first.value.externalId);
    await waitFor('approval', () =>
      rig.events.some((event) => event.type === 'notice' && event.state === 'APPROVED'),
    );
    const edited = await templates.edit(first.value.externalId, { ...DRAFT, footer: 'Toko Bunga' }, signal);
    expect(edited).toMatchObject({ ok: true, value: { state: 'pending' } });
    await waitFor(
      'second approval',
      () => rig.graph.state.templates.get(first.value.externalId)?.status === 'APPROVED',
    );
    expect(await templates.edit(first.value.externalId, DRAFT, signal)).toMatchObject({
      ok: false,
      kind: 'permanent',
    });
    expect(await templates.list(undefined, signal)).toMatchObject({
      ok: true,
      value: { items: [{ name: 'kirim_resi', language: 'id', state: 'approved' }] },
    });
    expect(await templates.remove('kirim_resi', first.value.externalId, signal)).toEqual({
      ok: true,
      value: null,
    });
    expect(rig.graph.state.templates.size).toBe(0);
  });

  it('come with the reason when they are refused, rejected or moved', async () => {
    const rig = await start({ graph: { mostTemplates: 2 } });
    const { templates } = rig.connection;
    const draft = (name: string, body: string) => ({ ...DRAFT, name, body, bodyExamples: [] });
    expect(await templates.submit(draft('Nama Besar', 'x'), signal)).toMatchObject({
      code: 'template_refused',
    });
    expect(rig.graph.counts.requests).toBe(0);
    await templates.submit(draft('pin', 'Kirimkan PIN Anda kepada kami sekarang.'), signal);
    await templates.submit(draft('promo', 'Ada diskon besar untuk Anda hari ini.'), signal);
    const full = await templates.submit(draft('tiga', 'Terima kasih atas pesanan Anda.'), signal);
    expect(full).toMatchObject({ ok: false, kind: 'permanent', code: 'template_refused' });
    await waitFor('three notices', () => rig.events.length >= 3);
    expect(rig.events).toMatchObject([
      { topic: 'template_status', state: 'REJECTED', level: 'warning' },
      { topic: 'template_category', state: 'MARKETING' },
      { topic: 'template_status', state: 'APPROVED' },
    ]);
  });

  it('show a sample of the picture in their header', async () => {
    const sample: OpenFile = {
      name: 'a.png',
      mime: 'image/png',
      size: 3,
      sha256: '00',
      async *body() {
        yield Buffer.from('png');
      },
    };
    const rig = await start({ deps: { openFile: async () => sample } });
    const header = { type: 'media', kind: 'image', exampleFile: 'file_1' } as const;
    const made = await rig.connection.templates.submit({ ...DRAFT, header }, signal);
    expect(made.ok).toBe(true);
    const [template] = rig.graph.state.templates.values();
    expect(template?.components[0]).toMatchObject({
      type: 'HEADER',
      format: 'IMAGE',
      example: { header_handle: [expect.stringMatching(/^4::/)] },
    });
  });

  it('for codes are written by Meta and sent with their button', async () => {
    const rig = await start();
    const otp = { type: 'otp', otpType: 'copy_code' } as const;
    const draft = {
      ...DRAFT,
      name: 'otp_masuk',
      category: 'authentication',
      body: '',
      bodyExamples: [],
      buttons: [otp],
      code: { expiresMinutes: 5, securityAdvice: true },
    } as const;
    expect(await rig.connection.templates.submit(draft, signal)).toMatchObject({ ok: true });
    const [template] = rig.graph.state.templates.values();
    expect(template?.components).toEqual([
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ]);
    await waitFor('approval', () => template?.status === 'APPROVED');
    const content: TemplateContent = {
      type: 'template',
      name: 'otp_masuk',
      language: 'id',
      category: 'authentication',
      body: [{ value: '482913' }],
      buttons: [],
    };
    expect((await rig.connection.send(rig.message({ content }), signal)).kind).toBe('accepted');
  });
});

describe('set-up', () => {
  const stateOf = async (rig: WhatsAppRig): Promise<Record<string, string>> =>
    Object.fromEntries((await rig.connection.inspect(signal)).map(({ code, state }) => [code, state]));

  it('leads from a new number to one that works', async () => {
    const rig = await start();
    const { state } = rig.graph;
    const number = state.numbers.get(SETTINGS.phoneNumberId);
    if (number === undefined) throw new Error('no number');
    Object.assign(number, { registered: false, verified: false });
    Object.assign(state, { callbackUrl: undefined, subscribed: false });
    expect(await stateOf(rig)).toMatchObject({
      token: 'ok',
      number_verified: 'todo',
      number_registered: 'todo',
      app_subscribed: 'todo',
      webhook_address: 'todo',
      profile: 'todo',
    });
    const perform = (action: string, input = {}) => rig.connection.perform(action, input, signal);
    expect(await perform('register', { pin: '12' })).toMatchObject({ ok: false, field: 'pin' });
    expect(await perform('register', { pin: '123456' })).toMatchObject({ ok: false });
    expect(await perform('request_code', { method: 'SMS', language: 'id' })).toEqual({ ok: true });
    expect(await perform('verify_code', { code: '000000' })).toMatchObject({ ok: false });
    expect(await perform('verify_code', { code: number.code ?? '' })).toEqual({ ok: true });
    expect(await perform('register', { pin: '123456' })).toEqual({ ok: true });
    expect(await perform('subscribe_webhook')).toEqual({ ok: true });
    expect(await perform('update_profile', { about: 'Toko Bunga', website: 'bukan alamat' })).toMatchObject({
      field: 'website',
    });
    expect(await perform('update_profile', { about: 'Toko Bunga', email: '' })).toEqual({ ok: true });
    expect(number.profile).toEqual({ messaging_product: 'whatsapp', about: 'Toko Bunga' });
    expect(Object.values(await stateOf(rig)).every((one) => one === 'ok')).toBe(true);
    await rig.graph.people.text(SARI, 'Halo');
    expect(rig.events).toHaveLength(1);
  });

  it('says to people what Meta says in codes', async () => {
    const rig = await start();
    const said = Object.fromEntries(
      (await rig.connection.inspect(signal)).map(({ code, value, found }) => [code, found?.id ?? value]),
    );
    expect(said).toMatchObject({
      number_verified: 'Sudah diverifikasi',
      number_registered: '622150001000',
      quality: 'Hijau: baik',
      messaging_limit: '250 orang',
      throughput: '80 pesan per detik',
    });
  });

  it('says what is wrong with a token, an address and missing secrets', async () => {
    const rig = await start({ settings: { accessToken: 'EAAJ-other', appSecret: '', verifyToken: '' } });
    expect(await stateOf(rig)).toMatchObject({
      token: 'failed',
      app_secret: 'todo',
      verify_token: 'todo',
      quality: 'unknown',
    });
    const other = await start({ graph: { callbackUrl: 'https://other.example/hook' } });
    const checks = await other.connection.inspect(signal);
    expect(checks.find(({ code }) => code === 'webhook_address')).toMatchObject({
      state: 'failed',
      value: 'other.example',
    });
    expect(await rig.connection.perform('subscribe_webhook', {}, signal)).toMatchObject({
      ok: false,
      field: 'verifyToken',
    });
    expect(await rig.connection.perform('tidak ada', {}, signal)).toMatchObject({ ok: false });
  });
});
