/** Files on their way to and from the simulated Graph API. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type RigOptions, startWhatsApp, type WhatsAppRig } from '../../../testing/whatsapp-channel.ts';
import type { OpenFile } from '../channel.ts';

const SARI = '6281234000001';
const signal = new AbortController().signal;
const rigs: WhatsAppRig[] = [];

async function start(options: RigOptions = {}): Promise<WhatsAppRig> {
  const rig = await startWhatsApp(options);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

describe('files', () => {
  const bytes = Buffer.from('gambar bunga');
  const file = (more: Partial<OpenFile> = {}): OpenFile => ({
    name: 'bunga "merah".png',
    mime: 'image/png',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *body() {
      yield bytes.subarray(0, 4);
      yield bytes.subarray(4);
    },
    ...more,
  });
  const content = { type: 'media', kind: 'image', source: { file: 'file_1' } } as const;

  it('are uploaded once, however many messages hold them', async () => {
    const rig = await start({ graph: { window: false }, deps: { openFile: async () => file() } });
    const sends = [1, 2, 3].map((n) =>
      rig.connection.send(rig.message({ id: `msg_${n}`, to: `+628123400000${n}`, content }), signal),
    );
    expect((await Promise.all(sends)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    await rig.connection.send(rig.message({ id: 'msg_4', content }), signal);
    expect(rig.graph.state.media.size).toBe(1);
    const [media] = rig.graph.state.media.values();
    expect(media?.bytes.equals(bytes)).toBe(true);
    expect(media?.name).toBe('bunga %22merah%22.png');
    expect(new Set(rig.graph.taken.map(({ body }) => JSON.stringify(body['image']))).size).toBe(1);
  });

  it('of the wrong type or size are refused before anything is sent', async () => {
    const wrong = [file({ mime: 'image/gif' }), file({ size: 6 * 1024 * 1024 }), undefined];
    for (const one of wrong) {
      const rig = await start({ deps: { openFile: async () => one } });
      const outcome = await rig.connection.send(rig.message({ content }), signal);
      expect(outcome).toMatchObject({ kind: 'permanent', code: 'media_refused' });
      expect(rig.graph.counts.requests).toBe(0);
    }
  });

  it('of people are fetched and checked', async () => {
    const rig = await start();
    await rig.graph.people.sendFile(SARI, 'image', 'image/png', bytes, 'Ini');
    const [event] = rig.events;
    if (event?.type !== 'message' || event.media === undefined) throw new Error('no file came');
    const outcome = await rig.connection.download(event.media, signal);
    if (outcome.kind !== 'ok') throw new Error(outcome.detail);
    const chunks: Uint8Array[] = [];
    for await (const chunk of outcome.body) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(outcome).toMatchObject({ mime: 'image/png', size: bytes.length });
    const gone = await rig.connection.download({ ...event.media, externalId: '123' }, signal);
    expect(gone).toMatchObject({ kind: 'permanent' });
  });

  it.each([
    'https://evil.example/attachments',
    'https://graph.facebook.com.evil.example/',
    'https://lookaside.fbsbx.com@evil.example/',
    'http://lookaside.fbsbx.com/',
    'https://lookaside.fbsbx.com:8443/',
    'ftp://graph.facebook.com/',
    'not an address',
  ])('at %s are not fetched: the token stays at home', async (url) => {
    const asked: string[] = [];
    const answer = { url, mime_type: 'image/png', file_size: 3, id: '1' };
    const rig = await start({
      deps: {
        fetch: async (request) => {
          asked.push(request.url);
          return { kind: 'response', status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
        },
      },
    });
    const outcome = await rig.connection.download({ externalId: '1', kind: 'image' }, signal);
    expect(outcome).toMatchObject({ kind: 'permanent', code: 'media_refused' });
    expect(asked).toHaveLength(1);
  });

  it('that are not what was announced are not kept', async () => {
    const rig = await start();
    await rig.graph.people.sendFile(SARI, 'image', 'image/png', bytes);
    const [media] = rig.graph.state.media.values();
    if (media === undefined) throw new Error('no file');
    rig.graph.state.media.set(media.id, { ...media, sha256: 'ab'.repeat(32) });
    const outcome = await rig.connection.download({ externalId: media.id, kind: 'image' }, signal);
    if (outcome.kind !== 'ok') throw new Error(outcome.detail);
    const read = async () => {
      for await (const chunk of outcome.body) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toThrow('The file is not the one that was announced.');
  });
});
