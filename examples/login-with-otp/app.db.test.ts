/** The example as its reader runs it, against the real server; the code is read on the virtual phone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../testing/app-kit.ts';
import { createApp } from './app.mjs';

let titian: AppKit;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  titian = await startApp();
  const url = await titian.server.listen({ host: '127.0.0.1', port: 0 });
  const made = await titian.request<{ id: string }>('POST /v1/verify/services', {
    key: titian.a.key,
    body: { name: 'Masuk', brand: 'Toko Bunga' },
  });
  const { key } = await titian.keyOf(titian.a, ['verify:send', 'verify:check']);
  app = createApp({ url, key, service: made.body.id });
});
afterAll(async () => {
  await app?.close();
  await titian?.close();
});

const form = (fields: Record<string, string>, cookie?: string) => ({
  method: 'POST' as const,
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    ...(cookie === undefined ? {} : { cookie }),
  },
  payload: new URLSearchParams(fields).toString(),
});

it('signs in with the right code only, and says what is wrong with a number', async () => {
  const refused = await app.inject({ url: '/login', ...form({ phone: '021 555' }) });
  expect(refused.body).toContain('role="alert"');
  expect(refused.body).toContain('Gunakan nomor ponsel');
  expect(refused.headers['set-cookie']).toBeUndefined();

  const phone = '+6281210002000';
  const started = await app.inject({ url: '/login', ...form({ phone: '0812 1000 2000' }) });
  const own = String(started.headers['set-cookie']).split(';')[0] ?? '';
  // The console is open in the same browser, on another port of the same host: its cookies come along.
  const cookie = `titian_session=b3RoZXI; session=b3RoZXI; ${own}`;
  const code = await eventually('the code', async () => {
    const { body } = await titian.request<{ items: { text: string }[] }>(
      `GET /v1/phone/threads/${encodeURIComponent(phone)}`,
      { key: titian.a.key },
    );
    return /\b(\d{6})\b/.exec(body.items[0]?.text ?? '')?.[1];
  });
  const wrong = await app.inject({
    url: '/code',
    ...form({ code: code === '000000' ? '000001' : '000000' }, cookie),
  });
  expect(wrong.body).toContain('Kode salah');
  const right = await app.inject({ url: '/code', ...form({ code }, cookie) });
  expect(right.body).toContain('Selamat datang');
  const again = await app.inject({ url: '/login', ...form({ phone: '0812 1000 2000' }) });
  expect(again.body).toMatch(/Coba lagi dalam \d+ detik/);
});
