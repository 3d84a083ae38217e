/**
 * Sign-in by a code on the phone: three pages on Fastify, and two calls to Titian.
 *   TITIAN_URL=http://127.0.0.1:3000 TITIAN_KEY=tt_… TITIAN_SERVICE=vsv_… node examples/login-with-otp/app.mjs
 */
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';

/** @param {{ url: string; key: string; service: string }} titian */
export function createApp(titian) {
  const app = Fastify();
  /** Who has got how far. A real application keeps this where it keeps its other sessions. */
  const sessions = new Map();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body))),
  );

  async function ask(path, body) {
    const response = await fetch(new URL(path, titian.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${titian.key}`,
        'content-type': 'application/json',
        // The language of `title` and `remedy`.
        'accept-language': 'id',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = await response.json();
    const seconds = response.headers.get('retry-after');
    const problem = seconds === null ? (answer.remedy ?? answer.title) : `Coba lagi dalam ${seconds} detik.`;
    return { status: response.status, body: answer, problem };
  }

  app.get('/', (_request, reply) => page(reply, numberForm('')));

  app.post('/login', async (request, reply) => {
    const started = await ask('/v1/verifications', {
      service: titian.service,
      to: request.body.phone,
      purpose: 'login',
      // The person's address, for the limits; never take it from a header that anybody can write.
      ip: request.ip,
    });
    if (started.status !== 201) return page(reply, numberForm(started.problem));
    const session = randomBytes(24).toString('base64url');
    sessions.set(session, { verification: started.body.id, phone: started.body.to, signedIn: false });
    reply.header('set-cookie', `login_example=${session}; Path=/; HttpOnly; SameSite=Lax`);
    return page(reply, codeForm(''));
  });

  app.post('/code', async (request, reply) => {
    const session = sessions.get(sessionCookie(request));
    if (session === undefined) return page(reply, numberForm('Mulai dari awal.'));
    const checked = await ask(`/v1/verifications/${session.verification}/check`, { code: request.body.code });
    if (checked.body.valid !== true)
      return page(reply, codeForm(checked.problem ?? 'Kode salah atau habis.'));
    session.signedIn = true;
    return page(reply, '<p>Selamat datang. Nomor Anda sudah terbukti.</p>');
  });

  return app;
}

/** Whole names only: cookies know no ports, so those of other programs on this host come along. */
const sessionCookie = (request) => /(?:^|; )login_example=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const numberForm = (problem) => `<form method="post" action="/login">
  <label>Nomor ponsel <input name="phone" type="tel" autocomplete="tel" required autofocus></label>
  <button>Kirim kode</button><p role="alert">${escaped(problem)}</p></form>`;

const codeForm = (problem) => `<form method="post" action="/code">
  <label>Kode <input name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus></label>
  <button>Masuk</button><p role="alert">${escaped(problem)}</p></form>`;

const page = (reply, content) =>
  reply
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="id"><meta name="viewport" content="width=device-width"><title>Masuk</title>${content}</html>`,
    );

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { TITIAN_URL = 'http://127.0.0.1:3000', TITIAN_KEY, TITIAN_SERVICE } = process.env;
  if (!TITIAN_KEY || !TITIAN_SERVICE) {
    process.stderr.write('Set TITIAN_KEY (scopes verify:send, verify:check) and TITIAN_SERVICE (vsv_…).\n');
    process.exit(2);
  }
  const app = createApp({ url: TITIAN_URL, key: TITIAN_KEY, service: TITIAN_SERVICE });
  process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 4000 })}\n`);
}
