import { randomUUID } from 'node:crypto';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import { ConstraintViolation, DatabaseUnavailable } from '../../../platform/db-errors.ts';
import { Problem } from '../../../platform/problem.ts';
import type { CreatePasskey } from '../contract.ts';
import type { AccountsDeps } from '../deps.ts';
import { accountsErrors } from '../errors.ts';
import { notFound } from '../not-found.ts';
import type { PersonActor } from '../require-person.ts';
import type { Headers } from '../sessions/origin.ts';
import { publishAboutPerson } from '../sessions/start-session.ts';
import { afterCredentialChange } from './after-credential-change.ts';
import { deletePasskey, insertChallenge, insertPasskey, listPasskeys, type PasskeyRow } from './queries.ts';
import { hashOfChallenge, relyingParty, spendChallenge } from './relying-party.ts';
import { requireFreshSession } from './require-fresh-session.ts';

type Registration = z.output<typeof CreatePasskey>;

/** Asks for a discoverable passkey, so that signing in needs no e-mail. */
export async function passkeyRegistrationOptions(
  deps: AccountsDeps,
  actor: PersonActor,
  headers: Headers,
  currentPassword: string | undefined,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const party = relyingParty(headers, deps.publicUrl);
  const person = await requireFreshSession(deps, actor, currentPassword);
  const known = await deps.workerDb.query(listPasskeys, [person.id]);
  const options = await generateRegistrationOptions({
    rpName: 'Titian',
    rpID: party.id,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await deps.workerDb.query(insertChallenge, [hashOfChallenge(options.challenge), person.id]);
  return options;
}

/** Keeps what the browser made. The options proved a fresh session; the challenge ties this to them. */
export async function registerPasskey(
  deps: AccountsDeps,
  actor: PersonActor,
  headers: Headers,
  input: Registration,
): Promise<PasskeyRow> {
  const party = relyingParty(headers, deps.publicUrl);
  const credential = await verifiedCredential(deps, actor.userId, party, input.credential);
  return deps.workerDb.transaction(async (tx) => {
    const [row] = await tx
      .query(insertPasskey, [
        randomUUID(),
        actor.userId,
        credential.id,
        Buffer.from(credential.publicKey),
        credential.counter,
        input.credential.response.transports ?? [],
        party.id,
        input.name,
      ])
      .catch((error: unknown) => {
        if (error instanceof ConstraintViolation) throw new Problem(accountsErrors.passkey_refused);
        throw error;
      });
    if (row === undefined) throw new Error('insert into accounts.passkey returned no row');
    await publishAboutPerson(deps, tx, actor.userId, 'member.passkey_added', { name: input.name });
    return row;
  });
}

async function verifiedCredential(
  deps: Pick<AccountsDeps, 'workerDb'>,
  userId: string,
  party: { readonly id: string; readonly origin: string },
  { id, rawId, type, response }: Registration['credential'],
): Promise<WebAuthnCredential> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: {
          clientDataJSON: response.clientDataJSON,
          attestationObject: response.attestationObject,
        },
      },
      expectedChallenge: (challenge) => spendChallenge(deps.workerDb, challenge, userId),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    if (verified) return registrationInfo.credential;
  } catch (error) {
    // The library throws for every fault of the registration; only our own trouble goes on.
    if (error instanceof DatabaseUnavailable) throw error;
  }
  throw new Problem(accountsErrors.passkey_refused);
}

/** A lost device is out: the passkey and all sessions but this one end. Returns the new `Set-Cookie`. */
export async function removePasskey(
  deps: AccountsDeps,
  actor: PersonActor,
  id: string,
  currentPassword: string | undefined,
): Promise<string> {
  await requireFreshSession(deps, actor, currentPassword);
  const cookie = await deps.workerDb.transaction(async (tx) => {
    const [removed] = await tx.query(deletePasskey, [actor.userId, id]);
    if (removed === undefined) throw notFound();
    return afterCredentialChange(deps, tx, actor, 'member.passkey_removed');
  });
  deps.authCache.clear();
  return cookie;
}
