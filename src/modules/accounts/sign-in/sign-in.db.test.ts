import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AccountsKit, createAccountsKit, serveAccounts } from '../../../../testing/accounts-kit.ts';
import { defineQuery } from '../../../platform/db.ts';
import { hashPassword } from '../credentials/password-hash.ts';
import { putPassword } from '../credentials/queries.ts';
import { addMember, createLoginLink, createUserAccount } from '../index.ts';

const PASSWORD = 'jembatan kayu ulin';

let kit: AccountsKit;
/** Made once: each takes a tenth of a second. */
let passwordHash: string;
let call: ReturnType<typeof serveAccounts>;
/** The server's clock, so that codes of later steps can be made without waiting. */
let ahead = 0;
beforeAll(async () => {
  const real = await createAccountsKit();
  passwordHash = await hashPassword(PASSWORD);
  kit = { ...real, deps: { ...real.deps, now: () => Date.now() + ahead } };
  call = serveAccounts(kit);
});
afterAll(() => kit.close());

const run = <Row>(text: string) => kit.ownerDb.query(defineQuery<[], Row>(`test ${randomUUID()}`, text), []);

/** Somebody who signs in by password, in a workspace of their own. */
async function person(role: 'owner' | 'agent' = 'owner') {
  const { workspaceId } = await kit.workspaceWith('owner');
  const email = `${randomUUID()}@contoh.example`;
  const userId = await createUserAccount(kit.deps, { email, name: 'Sari' });
  await kit.deps.workerDb.query(putPassword, [userId, passwordHash]);
  await addMember(kit.deps, { workspaceId, userId, role });
  const signIn = (password = PASSWORD) => call('POST /v1/session', { body: { email, password } });
  return { workspaceId, email, userId, signIn };
}

const codeAt = (secret: string, ms: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });

/** Turns the second step on; later codes come from later steps, because a step counts once. */
async function withTotp() {
  const who = await person();
  const { cookie } = await who.signIn();
  const setup = await call('POST /v1/session/totp-setup', { cookie, body: {} });
  const secret = String(setup.body['secret']);
  const confirmed = await call('POST /v1/session/totp-setup/confirm', {
    cookie,
    body: { code: codeAt(secret, kit.deps.now()) },
  });
  ahead += 60_000;
  const pending = async () => (await who.signIn()).cookie;
  return { ...who, secret, confirmed, pending, oldCookie: cookie };
}

describe('signing in', () => {
  it('starts a session in a cookie that scripts and other sites do not get', async () => {
    const who = await person();
    const answer = await who.signIn();
    expect(answer).toMatchObject({ status: 200, body: { status: 'signed_in' } });
    expect(answer.setCookie).toMatch(
      /^titian_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    const session = await call('GET /v1/session', { cookie: answer.cookie });
    expect(session.body).toMatchObject({
      user: { email: who.email, totpEnabled: false, passkeys: 0 },
      memberships: [{ role: 'owner', workspace: { name: 'PT Contoh', trial: true } }],
    });
    const stored = await run<{ n: string }>(
      `select count(*) as n from accounts.session where encode(token_hash, 'escape') like '%${answer.cookie?.slice(15)}%'`,
    );
    expect(stored).toEqual([{ n: '0' }]);
  });

  it('answers a wrong password, an unknown address and an account without one alike', async () => {
    const who = await person();
    const { emails } = await kit.workspaceWith('agent');
    const bodies = [
      { email: who.email, password: 'bukan kata sandi' },
      { email: 'tidak-ada@contoh.example', password: PASSWORD },
      { email: emails[0], password: PASSWORD },
    ];
    const answers = await Promise.all(bodies.map((body) => call('POST /v1/session', { body })));
    for (const { status, body, setCookie } of answers) {
      expect({ status, setCookie, ...body, requestId: '' }).toEqual({
        ...answers[0]!.body,
        status: 401,
        setCookie: '',
        code: 'accounts.sign_in_refused',
        requestId: '',
      });
    }
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const who = await person();
    const time = async (email: string) => {
      const start = performance.now();
      await call('POST /v1/session', { body: { email, password: 'salah semua' } });
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 5; i++) {
      known.push(await time(who.email));
      unknown.push(await time(`${randomUUID()}@contoh.example`));
    }
    // Without the dummy hash an unknown address answers in 2 ms, one scrypt takes more than 30.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.6);
  });

  it('lets nobody guess on: ten failures per account, exactly, however parallel', async () => {
    const who = await person();
    const wrong = await Promise.all(Array.from({ length: 14 }, () => who.signIn('salah semua')));
    expect(wrong.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
    const right = await who.signIn();
    expect(right).toMatchObject({ status: 429, body: { code: 'accounts.sign_in_throttled' } });
    const { token } = await createLoginLink(kit.deps, who.userId);
    expect((await call('POST /v1/session/link', { body: { token } })).status).toBe(200);
    await run(`update accounts.sign_in_throttle set window_started_at = now() - interval '15 minutes'`);
    expect((await who.signIn()).status).toBe(200);
  });

  it('ends the session that the browser had before, and gives every sign-in a token of its own', async () => {
    const who = await person();
    const first = await who.signIn();
    const again = { email: who.email, password: PASSWORD };
    const second = await call('POST /v1/session', { body: again, cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect((await call('GET /v1/session', { cookie: first.cookie })).status).toBe(401);
    expect((await call('GET /v1/session', { cookie: second.cookie })).status).toBe(200);
  });

  it('is refused from a foreign page', async () => {
    const who = await person();
    const answer = await call('POST /v1/session', {
      body: { email: who.email, password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'request.origin_refused' }, setCookie: '' });
  });

  it('ends at once with signing out', async () => {
    const { cookie } = await (await person()).signIn();
    expect((await call('GET /v1/session', { cookie })).status).toBe(200);
    const out = await call('DELETE /v1/session', { cookie });
    expect(out.status).toBe(204);
    expect(out.setCookie).toContain('Max-Age=0');
    expect((await call('GET /v1/session', { cookie })).status).toBe(401);
  });

  it('leaves a fact for the audit trail', async () => {
    const who = await person();
    kit.published.length = 0;
    await who.signIn();
    expect(kit.published).toMatchObject([
      { type: 'member.signed_in', workspaceId: who.workspaceId, data: { method: 'password' } },
    ]);
  });
});

describe('a refused sign-in', () => {
  const told = () => kit.published.filter(({ type }) => type === 'member.sign_in_refused');

  it('is in the audit trail of the person it was tried as, without what was typed', async () => {
    const who = await person();
    kit.published.length = 0;
    await who.signIn('kata-sandi-keliru');
    await vi.waitFor(() => expect(told()).toHaveLength(1), 10_000);
    const [event] = told();
    expect(event).toMatchObject({
      workspaceId: who.workspaceId,
      actor: { kind: 'system', id: 'sign-in' },
      resource: expect.stringMatching(/^mbr_/),
      data: { method: 'password' },
    });
    for (const secret of ['keliru', who.email]) expect(JSON.stringify(event)).not.toContain(secret);
  });

  it.each([
    ['000000', 'code'],
    ['aaaa-bbbb', 'recovery_code'],
  ])('by the second step %s is there as %s', async (code, method) => {
    const who = await withTotp();
    const cookie = await who.pending();
    kit.published.length = 0;
    expect((await call('POST /v1/session/totp', { cookie, body: { code } })).status).toBe(401);
    expect(told()).toMatchObject([{ workspaceId: who.workspaceId, data: { method } }]);
    expect(JSON.stringify(told())).not.toContain(code);
  });

  it('leaves nothing for an address that nobody has, and nothing beyond the throttle', async () => {
    const who = await person();
    kit.published.length = 0;
    await call('POST /v1/session', { body: { email: `${randomUUID()}@contoh.example`, password: 'salah' } });
    for (let i = 0; i < 12; i++) await who.signIn('salah semua');
    await vi.waitFor(() => expect(told()).toHaveLength(10), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told()).toHaveLength(10);
  });
});

describe('login links', () => {
  it('work once, for the person they were made for', async () => {
    const who = await person();
    const { token, url } = await createLoginLink(kit.deps, who.userId);
    expect(url).toBe(`http://127.0.0.1:8080/sign-in#token=${token}`);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST /v1/session/link', { body: { token } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    const cookie = answers.find(({ status }) => status === 200)?.cookie;
    expect((await call('GET /v1/session', { cookie })).body).toMatchObject({ user: { email: who.email } });
  });

  it('die after 15 minutes', async () => {
    const who = await person();
    const { token } = await createLoginLink(kit.deps, who.userId);
    await run(`update accounts.login_link set expires_at = expires_at - interval '15 minutes'`);
    expect((await call('POST /v1/session/link', { body: { token } })).body).toMatchObject({
      code: 'accounts.link_refused',
    });
  });

  it('ask for the second step all the same', async () => {
    const who = await withTotp();
    const { token } = await createLoginLink(kit.deps, who.userId);
    const answer = await call('POST /v1/session/link', { body: { token } });
    expect(answer.body).toEqual({ status: 'totp_required' });
    expect((await call('GET /v1/session', { cookie: answer.cookie })).status).toBe(401);
  });
});

describe('two-step sign-in', () => {
  it('opens nothing before the code, and everything after it', async () => {
    const who = await withTotp();
    expect(who.confirmed).toMatchObject({ status: 200, body: { codes: { length: 10 } } });
    const cookie = await who.pending();
    expect((await call('GET /v1/session', { cookie })).status).toBe(401);
    const done = await call('POST /v1/session/totp', {
      cookie,
      body: { code: codeAt(who.secret, kit.deps.now()) },
    });
    expect(done.body).toEqual({ status: 'signed_in' });
    expect(done.cookie).not.toBe(cookie);
    expect((await call('GET /v1/session', { cookie: done.cookie })).body).toMatchObject({
      user: { totpEnabled: true },
    });
  });

  it('takes a code once, even from two sign-ins at the same moment', async () => {
    const who = await withTotp();
    const cookies = [await who.pending(), await who.pending(), await who.pending()];
    const code = codeAt(who.secret, kit.deps.now());
    const answers = await Promise.all(
      cookies.map((cookie) => call('POST /v1/session/totp', { cookie, body: { code } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const before = codeAt(who.secret, kit.deps.now() - 30_000);
    const late = await call('POST /v1/session/totp', { cookie: await who.pending(), body: { code: before } });
    expect(late.body).toMatchObject({ code: 'accounts.code_refused' });
  });

  it('accepts a phone whose clock is 30 s off and not one that is 60 s off', async () => {
    const who = await withTotp();
    const far = codeAt(who.secret, kit.deps.now() + 60_000);
    const near = codeAt(who.secret, kit.deps.now() + 30_000);
    const cookie = await who.pending();
    expect((await call('POST /v1/session/totp', { cookie, body: { code: far } })).status).toBe(401);
    expect((await call('POST /v1/session/totp', { cookie, body: { code: near } })).status).toBe(200);
  });

  it('takes each recovery code once', async () => {
    const who = await withTotp();
    const [code] = who.confirmed.body['codes'] as string[];
    const use = async () =>
      (await call('POST /v1/session/totp', { cookie: await who.pending(), body: { code } })).status;
    expect([await use(), await use()]).toEqual([200, 401]);
  });

  it('lets nobody guess codes: five failures, whatever session asks', async () => {
    const who = await withTotp();
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) {
      const cookie = await who.pending();
      statuses.push((await call('POST /v1/session/totp', { cookie, body: { code: '000000' } })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('keeps the secret sealed and shows it to nobody afterwards', async () => {
    const who = await withTotp();
    const rows = await run<{ sealed: Buffer }>(
      `select sealed_secret as sealed from accounts.totp where user_id = '${who.userId}'`,
    );
    expect(rows[0]?.sealed.includes(who.secret)).toBe(false);
    const again = await call('POST /v1/session/totp-setup', { cookie: who.confirmed.cookie, body: {} });
    expect(again.body).toMatchObject({ code: 'accounts.totp_already_on' });
  });

  it('can be turned off by who just signed in', async () => {
    const who = await withTotp();
    const off = await call('DELETE /v1/session/totp-setup', { cookie: who.confirmed.cookie, body: {} });
    expect(off.status).toBe(204);
    expect((await who.signIn()).body).toEqual({ status: 'signed_in' });
  });
});

describe('changing how one signs in', () => {
  it('ends all other sessions and moves this one to a new token', async () => {
    const who = await person();
    const mine = await who.signIn();
    const other = await who.signIn();
    const body = { currentPassword: PASSWORD, newPassword: 'perahu layar putih' };
    const changed = await call('POST /v1/session/password', { cookie: mine.cookie, body });
    expect(changed.status).toBe(204);
    const statuses = await Promise.all(
      [changed.cookie, mine.cookie, other.cookie].map((cookie) => call('GET /v1/session', { cookie })),
    );
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401]);
    expect((await who.signIn()).status).toBe(401);
    expect((await who.signIn('perahu layar putih')).status).toBe(200);
    const on = await withTotp();
    expect((await call('GET /v1/session', { cookie: on.oldCookie })).status).toBe(401);
  });

  it.each([
    [{ newPassword: 'perahu layar putih' }, 403, 'accounts.password_wrong'],
    [{ currentPassword: 'salah', newPassword: 'perahu layar putih' }, 403, 'accounts.password_wrong'],
    [{ currentPassword: PASSWORD, newPassword: 'pendek' }, 422, 'request.invalid'],
    [{ currentPassword: PASSWORD, newPassword: 'Password123' }, 422, 'accounts.password_common'],
    [{ currentPassword: PASSWORD, newPassword: 'abababababab' }, 422, 'accounts.password_common'],
  ])('refuses %j', async (body, status, code) => {
    const { cookie } = await (await person()).signIn();
    const answer = await call('POST /v1/session/password', { cookie, body });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('needs the old password no more after a link: somebody forgot it', async () => {
    const who = await person();
    const { token } = await createLoginLink(kit.deps, who.userId);
    const { cookie } = await call('POST /v1/session/link', { body: { token } });
    const body = { newPassword: 'perahu layar putih' };
    expect((await call('POST /v1/session/password', { cookie, body })).status).toBe(204);
  });

  it('needs a sign-in or the password of the last 15 minutes', async () => {
    const who = await person();
    const { cookie } = await who.signIn();
    await run(
      `update accounts.session set created_at = now() - interval '16 minutes' where user_id = '${who.userId}'`,
    );
    const stale = await call('POST /v1/session/totp-setup', { cookie, body: {} });
    expect(stale).toMatchObject({ status: 403, body: { code: 'accounts.sign_in_again' } });
    const proven = await call('POST /v1/session/totp-setup', { cookie, body: { currentPassword: PASSWORD } });
    expect(proven.status).toBe(200);
  });

  it('is not for API keys', async () => {
    const { cookie } = await (await person()).signIn();
    const created = await call('POST /v1/keys', {
      cookie,
      body: { name: 'x', scopes: ['messages:send', 'members:write', 'keys:write'] },
    });
    const key = String(created.body['key']);
    for (const path of ['POST /v1/session/totp-setup', 'POST /v1/session/recovery-codes']) {
      expect((await call(path, { key, body: {} })).status).toBe(403);
    }
    expect((await call('GET /v1/session', { key })).status).toBe(403);
  });
});
