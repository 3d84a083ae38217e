/** The key file of a Google service account: https://developers.google.com/identity/protocols/oauth2/service-account */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const KeyFile = z.object({
  client_email: z.string().min(3).max(320),
  private_key: z.string().min(1).max(10_000),
  private_key_id: z.string().max(200).optional(),
  token_uri: z.url({ protocol: /^https?$/ }).optional(),
});

export interface ServiceAccount {
  readonly email: string;
  readonly key: KeyObject;
  readonly keyId: string | undefined;
  readonly tokenUrl: string;
}

const USUAL_TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** undefined when it is not the file that Google's console hands out. */
export function readServiceAccount(json: string): ServiceAccount | undefined {
  try {
    const file = KeyFile.parse(JSON.parse(json));
    const key = createPrivateKey(file.private_key);
    if (key.asymmetricKeyType !== 'rsa') return undefined;
    return {
      email: file.client_email,
      key,
      keyId: file.private_key_id,
      tokenUrl: file.token_uri ?? USUAL_TOKEN_URL,
    };
  } catch {
    return undefined;
  }
}
