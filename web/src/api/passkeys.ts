import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { z } from 'zod';
import { Passkey, SignInResult } from '../contracts/accounts.ts';
import type { ApiProblem } from './problem.ts';
import type { Api } from './use-api.ts';

/** The browser checks what is inside; here it only has to look like options at all. */
const CreationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge);
const RequestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge);

function hasChallenge(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'challenge' in value;
}

const deviceRefused = (title: string): ApiProblem => ({
  status: 400,
  code: 'console.passkey',
  title,
  errors: [],
});

/** `failed`: what is said when the person or the device breaks off. */
export async function signInWithPasskey(api: Api, failed: string) {
  const optionsJSON = await api.send('POST', '/v1/session/passkey/options', RequestOptions, {});
  const assertion = await startAuthentication({ optionsJSON }).catch(() => {
    throw deviceRefused(failed);
  });
  return api.send('POST', '/v1/session/passkey', SignInResult, assertion);
}

interface NewPasskey {
  readonly name: string;
  readonly currentPassword?: string | undefined;
}

export async function addPasskey(api: Api, { name, currentPassword }: NewPasskey, failed: string) {
  const proof = currentPassword === undefined ? {} : { currentPassword };
  const optionsJSON = await api.send('POST', '/v1/session/passkeys/options', CreationOptions, proof);
  const credential = await startRegistration({ optionsJSON }).catch(() => {
    throw deviceRefused(failed);
  });
  return api.send('POST', '/v1/session/passkeys', Passkey, { name, credential });
}
