import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsKit, createAccountsKit, serveAccounts } from '../../../../testing/accounts-kit.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { defineQuery } from '../../../platform/db.ts';
import type { Permission, Role } from '../contract.ts';
import { startSession } from '../sessions/start-session.ts';

const PASSWORD = 'jembatan kayu ulin';

let kit: AccountsKit;
let call: ReturnType<typeof serveAccounts>;
beforeAll(async () => {
  kit = await createAccountsKit();
  call = serveAccounts(kit);
});
afterAll(() => kit.close());

const run = <Row>(text: string) => kit.ownerDb.query(defineQuery<[], Row>(`test ${randomUUID()}`, text), []);

async function cookieOf(userId: string): Promise<string> {
  const { cookie } = await kit.deps.workerDb.transaction((tx) =>
    startSession(kit.deps, tx, userId, 'password', false),
  );
  return cookie.split(';')[0] ?? '';
}

/** A workspace whose members are signed in. */
async function team(...roles: Role[]) {
  const { workspaceId, members, emails } = await kit.workspaceWith(...roles);
  const cookies = await Promise.all(members.map(({ userId }) => cookieOf(userId)));
  const ids = members.map(({ memberId }) => publicIdOfUuid('mbr', memberId));
  return { workspaceId, members, emails, cookies, ids };
}

const tokenOf = (link: unknown): string => String(link).split('#token=')[1] ?? '';

describe('the workspace', () => {
  it('is shown to members and changed by admins', async () => {
    const { cookies } = await team('admin', 'agent');
    const shown = await call('GET /v1/workspace', { cookie: cookies[1] });
    expect(shown.body).toMatchObject({ name: 'PT Contoh', timeZone: 'Asia/Jakarta', locale: 'id' });
    const body = { timeZone: 'Asia/Jayapura' };
    const refused = await call('PATCH /v1/workspace', { cookie: cookies[1], body });
    expect(refused).toMatchObject({ status: 403, body: { code: 'request.forbidden' } });
    const changed = await call('PATCH /v1/workspace', { cookie: cookies[0], body });
    expect(changed.body).toMatchObject({ name: 'PT Contoh', timeZone: 'Asia/Jayapura' });
    const smuggled = await call('PATCH /v1/workspace', { cookie: cookies[0], body: { trial: false } });
    expect(smuggled).toMatchObject({ status: 422, body: { code: 'request.invalid', field: 'trial' } });
  });
});

describe('members', () => {
  it('are listed with their role and second factor', async () => {
    const { cookies, ids, emails } = await team('owner', 'dpo');
    const { body } = await call('GET /v1/members', { cookie: cookies[0] });
    expect(body['items']).toMatchObject([
      { id: ids[0], role: 'owner', status: 'active', email: emails[0], totpEnabled: false },
      { id: ids[1], role: 'dpo', status: 'active' },
    ]);
  });

  it.each([
    ['an admin', 'an agent', 'supervisor', 200, 1, 2],
    ['an admin', 'an agent', 'owner', 403, 1, 2],
    ['an admin', 'an owner', 'agent', 403, 1, 0],
    ['an owner', 'an admin', 'owner', 200, 0, 1],
    ['an agent', 'themselves', 'admin', 403, 2, 2],
  ] as const)('%s makes %s %s → %i', async (_who, _whom, role, status, by, of) => {
    const { cookies, ids } = await team('owner', 'admin', 'agent');
    const answer = await call(`PATCH /v1/members/${ids[of]}`, { cookie: cookies[by], body: { role } });
    expect(answer.status).toBe(status);
    const { body } = await call('GET /v1/members', { cookie: cookies[0] });
    const now = (body['items'] as { id: string; role: string }[]).find(({ id }) => id === ids[of]);
    expect(now?.role === role).toBe(status === 200);
  });

  it('are effective at once when changed, and leave facts', async () => {
    const { cookies, ids } = await team('owner', 'admin');
    expect((await call('GET /v1/keys', { cookie: cookies[1] })).status).toBe(200);
    kit.published.length = 0;
    await call(`PATCH /v1/members/${ids[1]}`, {
      cookie: cookies[0],
      body: { role: 'agent', status: 'suspended' },
    });
    expect(kit.published).toMatchObject([
      {
        type: 'member.role_changed',
        actor: { kind: 'member', id: ids[0] },
        data: { from: 'admin', to: 'agent' },
      },
      { type: 'member.suspended', resource: ids[1] },
    ]);
    const after = await call('GET /v1/keys', { cookie: cookies[1] });
    expect(after).toMatchObject({ status: 403, body: { code: 'accounts.no_workspace' } });
    expect((await call('GET /v1/session', { cookie: cookies[1] })).body).toMatchObject({ memberships: [] });
  });

  it('always have an active owner', async () => {
    const { cookies, ids } = await team('owner', 'admin');
    const cookie = cookies[0];
    for (const answer of [
      await call(`PATCH /v1/members/${ids[0]}`, { cookie, body: { role: 'admin' } }),
      await call(`PATCH /v1/members/${ids[0]}`, { cookie, body: { status: 'suspended' } }),
      await call(`DELETE /v1/members/${ids[0]}`, { cookie }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'accounts.last_owner' } });
    }
  });

  it('keep one owner when two remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const { cookies, ids, workspaceId } = await team('owner', 'owner');
      const answers = await Promise.all([
        call(`DELETE /v1/members/${ids[1]}`, { cookie: cookies[0] }),
        call(`PATCH /v1/members/${ids[0]}`, { cookie: cookies[1], body: { role: 'agent' } }),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      const left = await run<{ n: string }>(
        `select count(*) as n from accounts.member where workspace_id = '${workspaceId}' and role = 'owner'`,
      );
      expect(left).toEqual([{ n: '1' }]);
    }
  });
});

describe('API keys over HTTP', () => {
  it('are shown once, listed without their text, and dead at once when revoked', async () => {
    const { cookies } = await team('developer');
    const cookie = cookies[0];
    kit.published.length = 0;
    const created = await call('POST /v1/keys', { cookie, body: { name: 'Toko', mode: 'test' } });
    expect(created).toMatchObject({
      status: 201,
      body: { mode: 'test', scopes: ['messages:send', 'messages:read', 'messages:cancel'], lastUsedAt: null },
    });
    const key = String(created.body['key']);
    const id = String(created.body['id']);
    expect((await call('GET /v1/workspace', { key })).status).toBe(403);
    const listed = JSON.stringify((await call('GET /v1/keys', { cookie })).body);
    expect(listed).toContain(id);
    expect(listed).not.toContain(key.slice(12));
    expect((await call(`GET /v1/keys/${id}`, { cookie })).body).toMatchObject({ revokedAt: null });
    expect((await call(`DELETE /v1/keys/${id}`, { cookie })).status).toBe(204);
    expect((await call(`DELETE /v1/keys/${id}`, { cookie })).status).toBe(204);
    expect((await call('GET /v1/workspace', { key })).body).toMatchObject({ code: 'accounts.key_refused' });
    expect(kit.published.map(({ type }) => type)).toEqual(['api_key.created', 'api_key.revoked']);
    expect(JSON.stringify(kit.published)).not.toContain(key.slice(12));
  });

  it('never hold what their maker lacks, also when a key makes a key', async () => {
    const { cookies } = await team('developer');
    const make = (scopes: Permission[], by: { cookie?: string | undefined; key?: string }) =>
      call('POST /v1/keys', { ...by, body: { name: 'x', scopes } });
    const refused = await make(['messages:send', 'members:write'], { cookie: cookies[0] });
    expect(refused).toMatchObject({
      status: 403,
      body: {
        code: 'accounts.scope_lacking',
        field: 'scopes',
        detail: expect.stringContaining('members:write'),
      },
    });
    const maker = await make(['keys:write', 'messages:send'], { cookie: cookies[0] });
    const key = String(maker.body['key']);
    expect((await make(['messages:send'], { key })).status).toBe(201);
    expect((await make(['messages:read'], { key })).status).toBe(403);
  });

  it('cannot be made to expire in the past', async () => {
    const { cookies } = await team('owner');
    const body = { name: 'x', expiresAt: new Date(Date.now() - 1_000).toISOString() };
    expect((await call('POST /v1/keys', { cookie: cookies[0], body })).body).toMatchObject({
      code: 'accounts.expiry_past',
    });
  });
});

describe('invitations', () => {
  const invite = (cookie: string | undefined, email: string, role: Role) =>
    call('POST /v1/invitations', { cookie, body: { email, role } });
  const accept = (token: string, password = PASSWORD) =>
    call('POST /v1/invitations/accept', { body: { token, name: 'Budi', password } });

  it('make a new person a member, signed in', async () => {
    const { cookies } = await team('admin');
    const email = `${randomUUID()}@contoh.example`;
    const invited = await invite(cookies[0], ` ${email.toUpperCase()}`.trim(), 'agent');
    expect(invited).toMatchObject({ status: 201, body: { email, role: 'agent' } });
    expect((await invite(cookies[0], email, 'dpo')).body).toMatchObject({ code: 'accounts.already_invited' });
    const joined = await accept(tokenOf(invited.body['link']));
    expect(joined.body).toEqual({ status: 'signed_in' });
    const session = await call('GET /v1/session', { cookie: joined.cookie });
    expect(session.body).toMatchObject({ user: { email, name: 'Budi' }, memberships: [{ role: 'agent' }] });
    expect((await invite(cookies[0], email, 'dpo')).body).toMatchObject({ code: 'accounts.already_member' });
    expect((await call('GET /v1/invitations', { cookie: cookies[0] })).body).toEqual({ items: [] });
  });

  it('are accepted once, however many try at the same moment', async () => {
    const { cookies, workspaceId } = await team('owner');
    const invited = await invite(cookies[0], `${randomUUID()}@contoh.example`, 'agent');
    const token = tokenOf(invited.body['link']);
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { body, status } of answers.filter(({ status: s }) => s !== 200)) {
      expect([status, body['code']]).toEqual([404, 'accounts.invitation_refused']);
    }
    const members = await run<{ n: string }>(
      `select count(*) as n from accounts.member where workspace_id = '${workspaceId}'`,
    );
    expect(members).toEqual([{ n: '2' }]);
  });

  it("do not open somebody's existing account to whoever has the link", async () => {
    const { cookies } = await team('owner');
    const first = await invite(cookies[0], `${randomUUID()}@contoh.example`, 'agent');
    await accept(tokenOf(first.body['link']));
    const victim = String(first.body['email']);
    const attacker = await team('owner');
    const second = await invite(attacker.cookies[0], victim, 'agent');
    const token = tokenOf(second.body['link']);
    const taken = await accept(token, 'kata sandi si penyerang');
    expect(taken).toMatchObject({ status: 401, body: { code: 'accounts.sign_in_refused' }, setCookie: '' });
    const own = await accept(token);
    expect(own.status).toBe(200);
    const session = await call('GET /v1/session', { cookie: own.cookie });
    expect(session.body['memberships']).toHaveLength(2);
  });

  it('give no role above the inviter, and end by revocation or age', async () => {
    const { cookies } = await team('admin', 'supervisor');
    const email = `${randomUUID()}@contoh.example`;
    expect((await invite(cookies[0], email, 'owner')).body).toMatchObject({
      code: 'accounts.role_above_own',
    });
    expect((await invite(cookies[1], email, 'agent')).status).toBe(403);
    const one = await invite(cookies[0], email, 'agent');
    expect(
      (await call(`DELETE /v1/invitations/${String(one.body['id'])}`, { cookie: cookies[0] })).status,
    ).toBe(204);
    expect((await accept(tokenOf(one.body['link']))).status).toBe(404);
    const two = await invite(cookies[0], email, 'agent');
    await run('update accounts.invitation set expires_at = now() where accepted_at is null');
    expect((await accept(tokenOf(two.body['link']))).status).toBe(404);
    expect((await invite(cookies[0], email, 'agent')).status).toBe(201);
  });

  it('refuse common passwords', async () => {
    const { cookies } = await team('owner');
    const invited = await invite(cookies[0], `${randomUUID()}@contoh.example`, 'agent');
    const answer = await accept(tokenOf(invited.body['link']), 'bismillah123');
    expect(answer.body).toMatchObject({ code: 'accounts.password_common', field: 'password' });
  });
});

describe('another workspace', () => {
  it('is not there: every id of it answers 404 and nothing changes', async () => {
    const mine = await team('owner');
    const theirs = await team('owner', 'agent');
    const key = await call('POST /v1/keys', { cookie: theirs.cookies[0], body: { name: 'x' } });
    const invited = await call('POST /v1/invitations', {
      cookie: theirs.cookies[0],
      body: { email: `${randomUUID()}@contoh.example`, role: 'agent' },
    });
    const keyId = String(key.body['id']);
    const invitationId = String(invited.body['id']);
    const snapshot = () =>
      run(`select (select jsonb_agg(to_jsonb(m) - 'last_seen_at' order by m.id) from accounts.member m where workspace_id = '${theirs.workspaceId}') as members,
        (select jsonb_agg(to_jsonb(k) order by k.id) from accounts.api_key k where workspace_id = '${theirs.workspaceId}') as keys,
        (select jsonb_agg(to_jsonb(i) order by i.id) from accounts.invitation i where workspace_id = '${theirs.workspaceId}') as invitations`);
    const before = await snapshot();
    const attempts: [string, unknown?][] = [
      [`GET /v1/keys/${keyId}`],
      [`DELETE /v1/keys/${keyId}`],
      [`PATCH /v1/members/${theirs.ids[1]}`, { role: 'owner' }],
      [`DELETE /v1/members/${theirs.ids[1]}`],
      [`DELETE /v1/invitations/${invitationId}`],
      ['GET /v1/keys/key_zzz'],
      [`DELETE /v1/members/${keyId}`],
    ];
    for (const [request, body] of attempts) {
      const answer = await call(request, { cookie: mine.cookies[0], body });
      expect([request, answer.status, answer.body['code']]).toEqual([request, 404, 'request.not_found']);
    }
    for (const path of ['/v1/keys', '/v1/members', '/v1/invitations', '/v1/workspace']) {
      const named = { cookie: mine.cookies[0], workspaceId: theirs.workspaceId };
      expect((await call(`GET ${path}`, named)).status).toBe(403);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('is closed by row-level security alone, and without a workspace so is everything', async () => {
    const mine = await team('owner');
    const theirs = await team('owner');
    await call('POST /v1/keys', { cookie: theirs.cookies[0], body: { name: 'x' } });
    for (const table of ['workspace', 'member', 'invitation', 'api_key', 'user_account']) {
      const count = defineQuery<[], { n: string }>(
        `test rows of ${table}`,
        `select count(*) as n from accounts.${table}`,
      );
      const inside = await kit.deps.apiDb.queryInWorkspace(mine.workspaceId, count, []);
      expect([table, Number(inside[0]?.n) <= 1]).toEqual([table, true]);
      expect([table, await kit.deps.apiDb.query(count, [])]).toEqual([table, [{ n: '0' }]]);
    }
    const forge = defineQuery<[], never>(
      'test forged row',
      `insert into accounts.invitation (workspace_id, id, email, role, token_hash, invited_by, expires_at)
       values ('${theirs.workspaceId}', gen_random_uuid(), 'x@y.z', 'owner', sha256('x'), 'x', now())`,
    );
    await expect(kit.deps.apiDb.queryInWorkspace(mine.workspaceId, forge, [])).rejects.toThrow(
      /row-level security/,
    );
    for (const secret of ['password', 'session', 'login_link', 'recovery_code', 'passkey']) {
      const read = defineQuery<[], never>(`test read ${secret}`, `select from accounts.${secret}`);
      await expect(kit.deps.apiDb.query(read, [])).rejects.toThrow(/permission denied/);
    }
  });
});
