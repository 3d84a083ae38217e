/** The official `twilio` package, unmodified, against Titian and a simulated Meta: files and templates. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, eventually } from '../../../testing/app-kit.ts';
import { TEMPLATE_DESIGN } from '../../../testing/own-ids.ts';
import { addScriptedChannelType } from '../../../testing/scripted-channel.ts';
import {
  type CompanyFile,
  LIMIT_MS,
  OWN_NUMBER as OWN,
  PIXEL,
  refusalOf,
  startTwilioRig,
  type TwilioClient,
  type TwilioRig,
} from '../../../testing/twilio-rig.ts';
import type { CreatedTwilioAccount } from './contract.ts';

const MIB = 1024 * 1024;
/** Files of the company's web server. */
const FILES: Readonly<Record<string, CompanyFile>> = {
  '/bunga.png': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL),
  '/faktur': (response) =>
    response
      .writeHead(200, {
        'content-type': 'application/pdf',
        'content-disposition': 'inline; filename="INV 7.pdf"',
      })
      .end('%PDF-1.4 faktur'),
  '/lagu.mp3': (response) => response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3 lagu'),
  '/halaman': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
  '/pindah': (response) => response.writeHead(302, { location: '/bunga.png' }).end(),
  '/ke-dalam': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/kosong': (response) => response.writeHead(200).end(),
  '/hilang': (response) => response.writeHead(404).end('tidak ada'),
  '/besar': (response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    // Without a length, so that it is counted while it comes.
    for (let n = 0; n < 17; n++) response.write(Buffer.alloc(MIB));
    response.end();
  },
};

addScriptedChannelType('plain');
let rig: TwilioRig;
let app: AppKit;
let client: TwilioClient;
let hook: string;
let url: string;
let account: CreatedTwilioAccount;

beforeAll(async () => {
  rig = await startTwilioRig(FILES);
  ({ app, client, hook, url, account } = rig);
  await rig.ask('POST /v1/channels', { type: 'plain', name: 'SMS', priority: 60 });
  await app.runtime.openChannels();
});
afterAll(() => rig?.close());

interface FileCase {
  readonly mediaUrl: string[];
  readonly raw?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly body?: string;
}
interface TemplateCase {
  readonly published?: boolean;
  readonly contentSid?: string;
  readonly contentVariables?: string;
  readonly body?: string;
}

describe('files', () => {
  it('are fetched, sent, shown, downloaded and deleted', async () => {
    const { to } = await rig.writer();
    const made = await client.messages.create({ to, from: OWN, body: 'Ini', mediaUrl: [`${hook}/pindah`] });
    expect(made).toMatchObject({ numMedia: '1', body: 'Ini', to, from: OWN });
    const taken = await rig.reaches(to);
    expect(taken.body).toMatchObject({ type: 'image', image: { caption: 'Ini' } });
    await eventually(
      'it arrives',
      async () => (await client.messages(made.sid).fetch()).status === 'read',
      LIMIT_MS,
    );
    const [media, ...others] = await client.messages(made.sid).media.list();
    expect(others).toEqual([]);
    expect(media).toMatchObject({
      contentType: 'image/png',
      parentSid: made.sid,
      accountSid: account.accountSid,
    });
    expect(media?.sid).toMatch(/^ME[0-9a-f]{32}$/);
    const one = client.messages(made.sid).media(media?.sid ?? '');
    expect(await one.fetch()).toMatchObject({ contentType: 'image/png' });
    const address = `${url}${media?.uri.replace('.json', '')}`;
    const fetched = await rig.download(address);
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(PIXEL)).toBe(true);
    expect((await fetch(address)).status).toBe(401);
    expect(await one.remove()).toBe(true);
    expect(await client.messages(made.sid).media.list()).toEqual([]);
    expect(await refusalOf(one.fetch())).toEqual({ status: 404, code: 20404 });
    expect((await rig.download(address)).status).toBe(404);
  });

  it('that are documents keep the name that their server gives them', async () => {
    const { to } = await rig.writer();
    await client.messages.create({ to, from: OWN, mediaUrl: [`${hook}/faktur`] });
    expect((await rig.reaches(to)).body).toMatchObject({
      type: 'document',
      document: { filename: 'INV 7.pdf' },
    });
  });

  it.each([
    ['on SMS', { from: 'TOKOBUNGA', to: '+6281299887766', mediaUrl: ['/bunga.png'] }, 21621],
    ['of which there are two', { mediaUrl: ['/bunga.png', '/faktur'] }, 21623],
    ['of which there are eleven', { mediaUrl: Array.from({ length: 11 }, () => '/bunga.png') }, 21623],
    ['whose address is none', { mediaUrl: ['bunga.png'], raw: true }, 21620],
    ['of our own network', { mediaUrl: ['http://169.254.169.254/latest'], raw: true }, 21620],
    ['that lead into our own network', { mediaUrl: ['/ke-dalam'] }, 21620],
    ['that are not there', { mediaUrl: ['/hilang'] }, 63019],
    ['that are empty', { mediaUrl: ['/kosong'] }, 63019],
    ['that are too large', { mediaUrl: ['/besar'] }, 11751],
    ['that WhatsApp does not take', { mediaUrl: ['/halaman'] }, 63021],
    ['that have no room for a text', { mediaUrl: ['/lagu.mp3'], body: 'Dengar' }, 63021],
    ['beside a text that is too long', { mediaUrl: ['/bunga.png'], body: 'x'.repeat(1_025) }, 21617],
  ])('%s are refused and not kept', async (_what, { mediaUrl, raw = false, ...change }: FileCase, code) => {
    const { to } = await rig.writer();
    const count = async () =>
      (await app.rows<{ n: string }>('select count(*) as n from platform.file'))[0]?.n;
    const before = await count();
    const urls = mediaUrl.map((path) => (raw ? path : hook + path));
    const work = client.messages.create({ to, from: OWN, mediaUrl: urls, ...change });
    expect(await refusalOf(work)).toEqual({ status: 400, code });
    expect(await count()).toBe(before);
  });
});

describe('templates', () => {
  const publish = async (name: string, body: string): Promise<{ id: string; sid: string }> => {
    const { id } = await rig.ask<{ id: string }>('POST /v1/templates', {
      name,
      design: {
        ...TEMPLATE_DESIGN,
        variables: ['nama', 'resi'].map((one) => ({ name: one, type: 'text', sample: `contoh ${one}` })),
        languages: { id: { body } },
      },
    });
    const before = (await client.content.v1.contents.list()).map(({ sid }) => sid);
    await rig.ask(`POST /v1/templates/${id}/publish`, {});
    const [fresh] = (await client.content.v1.contents.list()).filter(({ sid }) => !before.includes(sid));
    return { id, sid: fresh?.sid ?? '' };
  };

  it('are addressed by their SID and filled by number or by name, also outside the window', async () => {
    const { id, sid } = await publish('Siap', 'Halo {{nama}}, paket {{resi}} dari Toko Melati siap diambil.');
    expect(sid).toMatch(/^HX[0-9a-f]{32}$/);
    expect(await client.content.v1.contents(sid).fetch()).toMatchObject({
      sid,
      language: 'id',
      variables: { 1: 'contoh nama', 2: 'contoh resi' },
      types: { 'twilio/text': { body: 'Halo {{1}}, paket {{2}} dari Toko Melati siap diambil.' } },
    });
    const message = { from: OWN, contentSid: sid, contentVariables: '{"1":"Rina","2":"JT-9"}' };
    expect(await refusalOf(client.messages.create({ ...message, to: rig.stranger() }))).toEqual({
      status: 400,
      code: 63016,
    });
    await rig.ask(`POST /v1/templates/${id}/submit`, { channel: rig.channel });
    const approval = () => rig.ask<{ approvals: { state: string }[] }>(`GET /v1/templates/${id}`);
    await eventually(
      'Meta approves',
      async () => (await approval()).approvals[0]?.state === 'approved',
      LIMIT_MS,
    );
    for (const contentVariables of ['{"1":"Rina","2":"JT-9"}', '{"resi":"JT-9","nama":"Rina"}']) {
      const to = rig.stranger();
      const made = await client.messages.create({ ...message, to, contentVariables });
      expect(made).toMatchObject({ to, from: OWN, body: expect.stringContaining('Halo Rina, paket JT-9') });
      expect(JSON.stringify((await rig.reaches(to)).body)).toMatch(/"Rina".*"JT-9"/);
    }
    const sms = {
      to: '+6281299887766',
      from: 'TOKOBUNGA',
      contentSid: sid,
      contentVariables: '{"1":"A","2":"B"}',
    };
    expect(await client.messages.create(sms)).toMatchObject({
      body: expect.stringContaining('Halo A, paket B'),
      from: 'TOKOBUNGA',
    });
  });

  it.each([
    ['an SID that nobody has', { contentSid: `HX${'0'.repeat(32)}` }, 21655],
    ['no SID at all', { contentSid: 'siap' }, 21655],
    ['values without a template', { contentVariables: '{"1":"a"}', body: 'Halo' }, 21654],
    ['values that are no JSON', { contentVariables: '1=a' }, 21656],
    ['an empty value', { contentVariables: '{"1":""}' }, 21656],
    ['a value that is too long', { contentVariables: JSON.stringify({ 1: 'x'.repeat(501) }) }, 21658],
    ['a missing value', { contentVariables: '{"1":"a"}', published: true }, 63028],
    ['a template and a text', { body: 'Halo', published: true }, 20001],
  ])('with %s are refused', async (what, { published = false, ...change }: TemplateCase, code) => {
    const known = await publish(`T ${what}`, 'Paket {{nama}} {{resi}} dari Toko Melati sudah siap diambil.');
    const needsSid = published || (change.contentSid === undefined && code !== 21654);
    const { to } = await rig.writer();
    const work = client.messages.create({
      ...{ to, from: OWN, ...(needsSid ? { contentSid: known.sid } : {}) },
      ...change,
    } as never);
    expect(await refusalOf(work)).toEqual({ status: 400, code });
  });

  it('are another workspace’s own, and drafts are nobody’s', async () => {
    const { sid } = await publish('Rahasia', 'Halo {{nama}}, {{resi}} dari Toko Melati sudah siap diambil.');
    const other = await app.request<CreatedTwilioAccount>('POST /v1/twilio/accounts', {
      key: app.b.key,
      body: { name: 'Lain' },
    });
    const theirs = rig.clientOf(other.body);
    expect(await theirs.content.v1.contents.list()).toEqual([]);
    expect(await refusalOf(theirs.content.v1.contents(sid).fetch())).toEqual({ status: 404, code: 20404 });
    const draft = await rig.ask<{ id: string }>('POST /v1/templates', {
      name: 'Draf',
      design: TEMPLATE_DESIGN,
    });
    const slugs = (await client.content.v1.contents.list()).map(({ friendlyName }) => friendlyName);
    expect(slugs).not.toContain('draf');
    expect(draft.id).toMatch(/^tpl_/);
  });
});
