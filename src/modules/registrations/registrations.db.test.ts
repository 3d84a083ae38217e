/** A sender's case file from the first field to the reminder that it ends. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { openDatabase, type Database } from '../../platform/db.ts';
import { createLogger } from '../../platform/log.ts';
import type { CaseFile, Company } from './contract.ts';
import { isGoodOtpSample } from './checklist.ts';
import { remindOfEndings } from './remind.ts';

let app: AppKit;
let db: Database;
let sender: string;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const ask = <Body = CaseFile>(call: string, body?: unknown, key = app.a.key) =>
  app.request<Body>(call, { key, ...(body === undefined ? {} : { body }) });
const missingAt = (file: CaseFile, operator: string): string[] =>
  file.operators
    .find((one) => one.operator === operator)
    ?.requirements.filter(({ state }) => state !== 'done')
    .map(({ code }) => code) ?? [];

beforeAll(async () => {
  app = await startApp();
  db = openDatabase({ url: app.url, role: 'titian_worker', max: 2, applicationName: 'titian-test' });
  sender = String((await ask<{ id: string }>('POST /v1/senders', { address: 'MELATI' })).body.id);
});
afterAll(async () => {
  await db?.close();
  await app?.close();
});

describe('a case file', () => {
  it('says what is missing until everything is there', async () => {
    const empty = await ask(`GET /v1/senders/${sender}/case-file`);
    expect(missingAt(empty.body, 'telkomsel')).toEqual([
      ...['brand', 'company_data', 'signatory', 'npwp_number', 'npwp', 'nib', 'akta', 'ktp', 'loa'],
      ...['screenshot', 'samples'],
    ]);
    await ask<Company>('PATCH /v1/company', {
      legalName: 'PT Melati Jaya',
      npwp: '01.234.567.8-901.000',
      address: 'Jl. Melati 1',
      city: 'Jakarta',
      signatoryName: 'Rina',
      signatoryTitle: 'Direktur',
    });
    const samples = ['Toko Melati: 123456 kode Anda'];
    await ask(`PATCH /v1/senders/${sender}/case-file`, {
      brand: 'Toko Melati',
      categories: ['otp'],
      samples,
    });
    const { body: stored } = await app.request<{ id: string }>('POST /v1/files?name=a.png&purpose=document', {
      key: app.a.key,
      body: PNG,
    });
    const add = (more: object) => ask(`POST /v1/senders/${sender}/documents`, { file: stored.id, ...more });
    for (const kind of ['npwp', 'nib', 'akta', 'ktp', 'screenshot']) await add({ kind, scope: 'company' });
    await add({ kind: 'loa', scope: 'sender', operator: 'ioh', hasMaterai: true });
    await add({ kind: 'loa', scope: 'sender', operator: 'telkomsel', hasMaterai: false });
    const { body } = await add({
      kind: 'loa',
      scope: 'sender',
      operator: 'xlsmart',
      hasMaterai: true,
      validUntil: '2020-01-01',
    });
    // The code's sample does not warn; Telkomsel's letter lacks its stamp; XLSMART's ran out.
    expect(['telkomsel', 'ioh', 'xlsmart'].map((operator) => missingAt(body, operator))).toEqual([
      ['loa', 'otp_samples'],
      ['otp_samples'],
      ['loa', 'otp_samples'],
    ]);
    expect(body.operators[2]?.requirements.find(({ code }) => code === 'loa')?.state).toBe('expired');
  });

  it('takes papers only, and only the own ones', async () => {
    const { body: table } = await app.request<{ id: string }>('POST /v1/files?name=a.csv&purpose=import', {
      key: app.a.key,
      body: { nama: 'x' },
    });
    const { body: foreign } = await app.request<{ id: string }>(
      'POST /v1/files?name=b.png&purpose=document',
      {
        key: app.b.key,
        body: PNG,
      },
    );
    for (const file of [table.id, foreign.id, 'file_x']) {
      const { status, body } = await ask<Record<string, unknown>>(`POST /v1/senders/${sender}/documents`, {
        file,
        kind: 'other',
        scope: 'sender',
      });
      expect([status, body['code']]).toEqual([422, 'registrations.file_unfit']);
    }
    const other = await ask<Record<string, unknown>>(
      `GET /v1/senders/${sender}/case-file`,
      undefined,
      app.b.key,
    );
    expect(other.status).toBe(404);
  });

  it('writes a letter with the company’s data, and nothing in it is markup', async () => {
    await ask<Company>('PATCH /v1/company', { legalName: 'PT <b>Melati</b> & Rekan' });
    const { headers, body } = await ask<{ raw: string }>(`GET /v1/senders/${sender}/letters/ioh`);
    expect(headers['content-type']).toContain('text/html');
    expect(body.raw).toContain('PT Indosat Tbk');
    expect(body.raw).toContain('PT &#60;b&#62;Melati&#60;/b&#62; &#38; Rekan');
    expect(body.raw).not.toContain('<b>Melati');
    expect(body.raw).toContain('MELATI');
  });

  it('keeps its history, whoever changed it', async () => {
    await ask(`PUT /v1/senders/${sender}/registrations/telkomsel`, { status: 'in_review', reference: 'T-1' });
    const found = await eventually('the history', async () => {
      const { body } = await ask(`GET /v1/senders/${sender}/case-file`);
      return body.history.find(({ kind }) => kind === 'registration_changed');
    });
    expect(found).toMatchObject({ operator: 'telkomsel', data: { status: 'in_review' } });
  });
});

describe('endings', () => {
  it('are told 30, 7 and 1 days before and when they come, each once', async () => {
    const end = Date.now() + 20 * 86_400_000;
    const expiresAt = new Date(end).toISOString();
    await ask(`PUT /v1/senders/${sender}/registrations/ioh`, { status: 'approved', expiresAt });
    const told: string[] = [];
    const remind = async (daysBefore: number) => {
      const bus = {
        publish: async (_: unknown, events: readonly { type: string; data: Record<string, unknown> }[]) => {
          for (const { type, data } of events) told.push(`${type} ${String(data['days'])}`);
        },
      };
      const now = () => end - daysBefore * 86_400_000;
      return remindOfEndings({ db, bus, log: createLogger('silent'), now });
    };
    expect([await remind(31), await remind(20), await remind(19)]).toEqual([0, 1, 0]);
    expect([await remind(7), await remind(1), await remind(1), await remind(-1)]).toEqual([1, 1, 0, 1]);
    expect(told).toEqual([
      'sender.registration_expiring 30',
      'sender.registration_expiring 7',
      'sender.registration_expiring 1',
      'sender.registration_expired 0',
    ]);
    const { body } = await ask<{ items: unknown[] }>('GET /v1/registrations/ending');
    expect(body.items).toMatchObject([{ operator: 'ioh', daysLeft: 20 }]);
  });
});

describe('where a message goes', () => {
  it('is told with a warning while the sender is not active at that operator', async () => {
    const explain = async (to: string) =>
      (
        await ask<{ warnings: { operator: string; status: string }[] }>('POST /v1/routes/explain', {
          to,
          from: 'MELATI',
        })
      ).body.warnings;
    expect(await explain('081234567890')).toMatchObject([{ operator: 'telkomsel', status: 'in_review' }]);
    expect(await explain('085712345678')).toEqual([]);
  });
});

describe('a code’s sample', () => {
  it.each([
    ['Toko Melati: 123456 kode Anda. Jangan bagikan.', true],
    ['TokoMelati {{kode}} jangan bagikan ke siapa pun', true],
    ['123456 kode Anda. Jangan bagikan.', false],
    ['Toko Melati: kode Anda. Jangan bagikan.', false],
    ['Toko Melati: 123456 kode Anda.', false],
  ])('%s: %s', (sample, good) => expect(isGoodOtpSample(sample, 'Toko Melati')).toBe(good));
});
