import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { createSecret, keyOfSecret } from '../secret.ts';
import { signedHeaders } from './signature.ts';

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

test('the official verifier accepts every body and id, under any secret', () => {
  fc.assert(
    fc.property(fc.json(), fc.uuid(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (body, id, key) => {
      const headers = signedHeaders(id, nowSeconds(), body, [Buffer.from(key)]);
      const verifier = new Webhook(`whsec_${Buffer.from(key).toString('base64')}`);
      expect(verifier.verify(body, headers)).toEqual(JSON.parse(body));
    }),
    { numRuns: 200 },
  );
});

test('while a secret is being rotated, both accept; a third does not', () => {
  const [fresh, old, other] = [createSecret(), createSecret(), createSecret()];
  const body = '{"type":"webhook.test"}';
  const headers = signedHeaders('whd_1', nowSeconds(), body, [keyOfSecret(fresh), keyOfSecret(old)]);
  for (const secret of [fresh, old]) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
  expect(() => new Webhook(other).verify(body, headers)).toThrow(/No matching signature/);
  expect(() => new Webhook(fresh).verify(`${body} `, headers)).toThrow(/No matching signature/);
  const old6 = signedHeaders('whd_1', nowSeconds() - 600, body, [keyOfSecret(fresh)]);
  expect(() => new Webhook(fresh).verify(body, old6)).toThrow(/too old/);
});

test('a signature is the one the specification gives', () => {
  // Example of the Standard Webhooks reference implementation's tests (MIT).
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}', [
    keyOfSecret(secret),
  ]);
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('secrets are 32 random bytes', () => {
  const secrets = new Set(Array.from({ length: 100 }, createSecret));
  expect(secrets.size).toBe(100);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(keyOfSecret(secret)).toHaveLength(32);
  }
});
