import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsKit, createAccountsKit, serveAccounts } from '../../../../testing/accounts-kit.ts';
import { createSoftwareAuthenticator } from '../../../../testing/software-authenticator.ts';
import { createLoginLink } from '../index.ts';

const HERE = { rpId: 'titian.example', origin: 'https://titian.example' };

let kit: AccountsKit;
let call: ReturnType<typeof serveAccounts>;
beforeAll(async () => {
  kit = await createAccountsKit(HERE.origin);
  call = serveAccounts(kit);
});
afterAll(() => kit.close());

/** Somebody signed in by link, as at the first start: no password yet. */
async function person() {
  const { members, emails } = await kit.workspaceWith('owner');
  const { token } = await createLoginLink(kit.deps, members[0]!.userId);
  const { cookie } = await call('POST /v1/session/link', { body: { token } });
  return { cookie, userId: members[0]!.userId, email: emails[0] };
}

const registrationOptions = async (cookie: string | undefined) =>
  (await call('POST /v1/session/passkeys/options', { cookie, body: {} })).body;
const signInOptions = async () => (await call('POST /v1/session/passkey/options', { body: {} })).body;
const signIn = (assertion: unknown) => call('POST /v1/session/passkey', { body: assertion });

async function withPasskey() {
  const who = await person();
  const authenticator = createSoftwareAuthenticator();
  const credential = authenticator.create(await registrationOptions(who.cookie), HERE);
  const kept = await call('POST /v1/session/passkeys', {
    cookie: who.cookie,
    body: { name: 'Ponsel', credential },
  });
  return { ...who, authenticator, credential, kept };
}

describe('passkeys', () => {
  it('sign in without e-mail, password or code', async () => {
    const who = await withPasskey();
    expect(who.kept).toMatchObject({ status: 201, body: { name: 'Ponsel', lastUsedAt: null } });
    const answer = await signIn(who.authenticator.get(await signInOptions(), HERE));
    expect(answer.body).toEqual({ status: 'signed_in' });
    expect(answer.setCookie).toMatch(/^__Host-titian_session=[\w-]{43}; .*HttpOnly; SameSite=Lax; Secure$/);
    const session = await call('GET /v1/session', { cookie: answer.cookie });
    expect(session.body).toMatchObject({ user: { email: who.email, passkeys: 1 } });
    const listed = await call('GET /v1/session/passkeys', { cookie: answer.cookie });
    expect(listed.body['items']).toMatchObject([{ name: 'Ponsel', lastUsedAt: expect.any(String) }]);
  });

  it('ask for a discoverable passkey that verifies its person', async () => {
    const { cookie } = await person();
    expect(await registrationOptions(cookie)).toMatchObject({
      rp: { id: 'titian.example' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const options = await signInOptions();
    expect(options).toMatchObject({ rpId: 'titian.example', userVerification: 'required' });
    expect(options['allowCredentials'] ?? []).toEqual([]);
  });

  it('are accepted once per challenge', async () => {
    const { authenticator } = await withPasskey();
    const assertion = authenticator.get(await signInOptions(), HERE);
    const statuses = await Promise.all([signIn(assertion), signIn(assertion), signIn(assertion)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it.each([
    ['another page', { ...HERE, origin: 'https://evil.example' }],
    ['another host name', { ...HERE, rpId: 'evil.example' }],
    ['a touch without verification', { ...HERE, verified: false }],
  ])('are refused from %s', async (_, where) => {
    const { authenticator } = await withPasskey();
    const answer = await signIn(authenticator.get(await signInOptions(), where));
    expect(answer).toMatchObject({ status: 401, body: { code: 'accounts.passkey_refused' }, setCookie: '' });
  });

  it('are refused with a challenge we never gave, or gave for something else', async () => {
    const who = await withPasskey();
    const invented = who.authenticator.get({ challenge: 'bWFkZSB1cCBieSBtZQ' }, HERE);
    expect((await signIn(invented)).status).toBe(401);
    const registration = await registrationOptions(who.cookie);
    expect((await signIn(who.authenticator.get(registration, HERE))).status).toBe(401);
  });

  it('are refused when another key signed, or the counter went back', async () => {
    const { authenticator, credential } = await withPasskey();
    const forged = createSoftwareAuthenticator().get(await signInOptions(), HERE);
    expect((await signIn({ ...forged, id: credential.id, rawId: credential.rawId })).status).toBe(401);
    const at = async (counter: number) =>
      (await signIn(authenticator.get(await signInOptions(), { ...HERE, counter }))).status;
    expect([await at(5), await at(4), await at(6)]).toEqual([200, 401, 200]);
  });

  it('are kept only for the person who asked for them, and only once', async () => {
    const one = await person();
    const two = await person();
    const made = createSoftwareAuthenticator().create(await registrationOptions(one.cookie), HERE);
    const stolen = await call('POST /v1/session/passkeys', {
      cookie: two.cookie,
      body: { name: 'x', credential: made },
    });
    expect(stolen).toMatchObject({ status: 401, body: { code: 'accounts.passkey_refused' } });
    const who = await withPasskey();
    const again = await call('POST /v1/session/passkeys', {
      cookie: who.cookie,
      body: { name: 'x', credential: who.credential },
    });
    expect(again.status).toBe(401);
  });

  it('end with their removal, and so do all other sessions', async () => {
    const who = await withPasskey();
    const other = await signIn(who.authenticator.get(await signInOptions(), HERE));
    const id = String(who.kept.body['id']);
    const stranger = await person();
    expect((await call(`DELETE /v1/session/passkeys/${id}`, { cookie: stranger.cookie })).status).toBe(404);
    const removed = await call(`DELETE /v1/session/passkeys/${id}`, { cookie: who.cookie });
    expect(removed.status).toBe(204);
    expect((await call('GET /v1/session', { cookie: other.cookie })).status).toBe(401);
    expect((await call('GET /v1/session', { cookie: removed.cookie })).status).toBe(200);
    expect((await signIn(who.authenticator.get(await signInOptions(), HERE))).status).toBe(401);
  });

  it('say what is wrong where the console is opened by IP address', async () => {
    const answer = await call('POST /v1/session/passkey/options', {
      body: {},
      headers: { host: '192.0.2.7', origin: 'https://192.0.2.7' },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'accounts.passkey_needs_domain' } });
  });
});
