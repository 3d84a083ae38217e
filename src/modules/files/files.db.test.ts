import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTitian, type Titian } from '../../../sdk/src/index.ts';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(300_000)]);
const MIB = 1024 * 1024;

let app: AppKit;
let baseUrl: string;
let titian: Titian;
beforeAll(async () => {
  app = await startApp({ sends: false });
  baseUrl = await app.server.listen({ host: '127.0.0.1', port: 0 });
  titian = createTitian({ baseUrl, apiKey: app.a.key });
});
afterAll(() => app?.close());

function upload(
  query: string,
  body: Buffer | string | ReadableStream,
  options: { readonly key?: string; readonly type?: string } = {},
): Promise<Response> {
  const { key = app.a.key, type = 'image/png' } = options;
  const headers = { authorization: `Bearer ${key}`, 'content-type': type };
  return fetch(`${baseUrl}/v1/files?${query}`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit);
}
const content = (id: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${baseUrl}/v1/files/${id}/content`, {
    headers: { authorization: `Bearer ${app.a.key}`, ...headers },
  });
const unfinished = async () =>
  (await app.rows(`select 1 from platform.file where state = 'uploading'`)).length;

describe('a file', () => {
  it('goes up and comes down through the client, is described and deleted', async () => {
    const file = await titian.uploadFile({
      query: { name: 'Bukti bayar.png', purpose: 'media' },
      body: new Blob([PNG], { type: 'image/png' }),
    });
    expect(file).toMatchObject({ mime: 'image/png', claimedMime: 'image/png', size: PNG.length });
    expect(file.expiresAt).toBeNull();
    const path = { id: file.id };
    expect(Buffer.from(await titian.downloadFile({ path })).equals(PNG)).toBe(true);
    expect(await titian.getFile({ path })).toEqual(file);
    await titian.deleteFile({ path });
    await expect(titian.getFile({ path })).rejects.toMatchObject({ code: 'files.not_found' });
    const entries = await eventually('audit', async () => {
      const rows = await app.rows<{ action: string }>(
        'select action from governance.audit_entry where resource = $1 order by sequence',
        [file.id],
      );
      return rows.length === 2 && rows;
    });
    expect(entries.map(({ action }) => action)).toEqual(['file.uploaded', 'file.deleted']);
  });

  it('is the same one when it comes twice', async () => {
    const body = Buffer.from('nama,hp\nRina,0812');
    const first = await upload('name=a.csv&purpose=import', body, { type: 'text/csv' });
    const again = await upload('name=a.csv&purpose=import', body, { type: 'text/csv' });
    expect([first.status, again.status]).toEqual([201, 200]);
    const [one, two] = [await first.json(), await again.json()] as [{ id: string }, { id: string }];
    expect(two.id).toBe(one.id);
  });

  it('is an attachment whatever it claims to be, and its kind is told by its bytes', async () => {
    const html = '<!doctype html><script>alert(1)</script>';
    const answer = await upload('name=..%2F..%2Fx%22%0d.png&purpose=media', html);
    const file = (await answer.json()) as { id: string };
    expect(file).toMatchObject({ name: 'x.png', mime: 'text/html', claimedMime: 'image/png' });
    const { headers } = await content(file.id);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="x.png"; filename*=UTF-8''x.png`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('can be read from an offset on', async () => {
    const { id } = (await (await upload('name=b.png&purpose=media', PNG)).json()) as { id: string };
    const part = await content(id, { range: 'bytes=270000-' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 270000-${PNG.length - 1}/${PNG.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(PNG.subarray(270_000))).toBe(true);
    expect((await content(id, { range: `bytes=${PNG.length}-` })).status).toBe(416);
  });
});

describe('what is refused', () => {
  it('is a file over the limit of its purpose, announced or not', async () => {
    const tooMuch = randomBytes(20 * MIB + 1);
    const announced = await upload('name=a.pdf&purpose=document', tooMuch);
    expect([announced.status, await announced.json()]).toMatchObject([413, { code: 'files.too_large' }]);
    const silent = new Blob([tooMuch]).stream() as ReadableStream;
    const streamed = await upload('name=a.pdf&purpose=document', silent);
    expect([streamed.status, await streamed.json()]).toMatchObject([413, { code: 'files.too_large' }]);
    expect(await unfinished()).toBe(0);
  });

  it('is an empty file, and one without a name', async () => {
    const empty = await upload('name=a.png&purpose=media', '');
    expect([empty.status, await empty.json()]).toMatchObject([422, { code: 'files.empty' }]);
    expect((await upload('purpose=media', PNG)).status).toBe(422);
  });

  it('is what the purpose needs another permission for', async () => {
    const { key } = await app.keyOf(app.a, ['files:read', 'files:write', 'messages:send']);
    const refused = await upload('name=a.csv&purpose=import', 'a,b', { key });
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { code: 'request.forbidden', detail: 'This needs the permission `contacts:import`.' },
    ]);
    expect((await upload('name=c.png&purpose=media', PNG, { key })).status).toBe(201);
  });

  it('is the file of another workspace', async () => {
    const { id } = (await (await upload('name=d.png&purpose=media', PNG)).json()) as { id: string };
    const theirs = createTitian({ baseUrl, apiKey: app.b.key });
    await expect(theirs.downloadFile({ path: { id } })).rejects.toMatchObject({ code: 'files.not_found' });
    await expect(theirs.deleteFile({ path: { id } })).rejects.toMatchObject({ code: 'files.not_found' });
  });

  it('is more than the workspace has room for', async () => {
    await app.rows(
      `insert into platform.file_usage values ($1, $2)
       on conflict (workspace_id) do update set bytes = excluded.bytes`,
      [app.b.id, 10 * 1024 * MIB - 1000],
    );
    const refused = await upload('name=e.png&purpose=media', PNG, { key: app.b.key });
    expect([refused.status, await refused.json()]).toMatchObject([413, { code: 'files.quota_exceeded' }]);
  });

  it('is an upload that breaks off: nothing of it stays', async () => {
    const headers = { authorization: `Bearer ${app.a.key}`, 'content-length': String(4 * MIB) };
    const url = `${baseUrl}/v1/files?name=f.png&purpose=media`;
    const sending = httpRequest(url, { method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write(randomBytes(2 * MIB));
    await eventually('half of it is there', async () => (await unfinished()) === 1);
    sending.destroy();
    await eventually('it is gone', async () => (await unfinished()) === 0);
  });
});
