import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import { DatabaseUnavailable } from '../../../platform/db-errors.ts';
import { Problem } from '../../../platform/problem.ts';
import type { PasskeyAssertion } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import type { Headers } from '../sessions/origin.ts';
import { type StartedSession, startSession } from '../sessions/start-session.ts';
import { tellRefused } from '../sessions/tell-refused.ts';
import { findPasskey, insertChallenge, type PasskeyRow, usePasskey } from '../credentials/queries.ts';
import {
  hashOfChallenge,
  type RelyingParty,
  relyingParty,
  spendChallenge,
} from '../credentials/relying-party.ts';

type Assertion = z.output<typeof PasskeyAssertion>;

/** Names no passkeys: the browser offers those it has for this host, and no list tells who has an account. */
export async function passkeySignInOptions(
  deps: Pick<AccountsDeps, 'workerDb' | 'publicUrl'>,
  headers: Headers,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = relyingParty(headers, deps.publicUrl);
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
  await deps.workerDb.query(insertChallenge, [hashOfChallenge(options.challenge), null]);
  return options;
}

/**
 * A passkey is something one has, opened by something one knows or is (user verification is
 * demanded), so no further code is asked for. Throws `accounts.passkey_refused`.
 */
export async function signInPasskey(
  deps: AccountsDeps,
  headers: Headers,
  assertion: Assertion,
): Promise<StartedSession> {
  const party = relyingParty(headers, deps.publicUrl);
  const [passkey] = await deps.workerDb.query(findPasskey, [assertion.id, party.id]);
  if (passkey === undefined) refuse();
  const counter = await verifiedCounter(deps, party, passkey, assertion);
  const session = counter === undefined ? undefined : await begin(deps, passkey, counter);
  if (session !== undefined) return session;
  await tellRefused(deps, passkey.user_id, 'passkey');
  refuse();
}

/** Undefined for a counter that was seen before: a copy of the passkey, or the same assertion again. */
const begin = (
  deps: AccountsDeps,
  passkey: PasskeyRow,
  counter: number,
): Promise<StartedSession | undefined> =>
  deps.workerDb.transaction(async (tx) => {
    const [used] = await tx.query(usePasskey, [passkey.id, counter]);
    return used === undefined ? undefined : startSession(deps, tx, passkey.user_id, 'passkey', false);
  });

/** Undefined for an assertion that does not prove the passkey. */
async function verifiedCounter(
  deps: Pick<AccountsDeps, 'workerDb'>,
  party: RelyingParty,
  passkey: PasskeyRow,
  assertion: Assertion,
): Promise<number | undefined> {
  if (!namesItsPerson(passkey, assertion)) return undefined;
  const { id, rawId, type, response } = assertion;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: {
          clientDataJSON: response.clientDataJSON,
          authenticatorData: response.authenticatorData,
          signature: response.signature,
        },
      },
      expectedChallenge: (challenge) => spendChallenge(deps.workerDb, challenge, null),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: Uint8Array.from(passkey.public_key),
        counter: Number(passkey.counter),
      },
    });
    if (verified) return authenticationInfo.newCounter;
  } catch (error) {
    // The library throws for every fault of the assertion; only our own trouble goes on.
    if (error instanceof DatabaseUnavailable) throw error;
  }
  return undefined;
}

/** The user handle is the person's id, as registration set it. */
function namesItsPerson(passkey: PasskeyRow, { response }: Assertion): boolean {
  if (response.userHandle === undefined || response.userHandle === null) return true;
  return Buffer.from(response.userHandle, 'base64url').toString('utf8') === passkey.user_id;
}

function refuse(): never {
  throw new Problem(accountsErrors.passkey_refused);
}
