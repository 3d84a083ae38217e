import { createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature`: base64 of HMAC-SHA1, under the Auth Token, over the address as it is called and every parameter
 * of the form, name and value, sorted by name (Twilio, "Validating requests").
 */
export function twilioSignature(
  token: Buffer,
  url: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(parameters).sort();
  const content = url + names.map((name) => name + (parameters[name] ?? '')).join('');
  return createHmac('sha1', token).update(content).digest('base64');
}
