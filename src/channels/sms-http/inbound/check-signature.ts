/** Whether a call comes from the gateway. What cannot prove it is refused: nothing is trusted for want of a secret. */
import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../../../lib/same-secret.ts';
import type { InboundRequest } from '../../channel.ts';
import type { SignatureRule } from '../profile.ts';

export interface SignatureSecrets {
  /** The account's secret: Twilio signs with it. */
  readonly secret: string;
  readonly signatureSecret: string;
}

export function isGenuine(rule: SignatureRule, secrets: SignatureSecrets, request: InboundRequest): boolean {
  switch (rule.kind) {
    case 'secret_path':
      return request.secretPath === true;
    case 'token': {
      const given =
        rule.where === 'header' ? request.headers[rule.name.toLowerCase()] : request.query[rule.name];
      return sameSecret(given, secrets.signatureSecret);
    }
    case 'hmac': {
      // A query is not part of what was signed, so a call without a body proves nothing.
      if (secrets.signatureSecret === '' || request.body.length === 0) return false;
      const given = request.headers[rule.header.toLowerCase()];
      if (given === undefined || !given.startsWith(rule.prefix)) return false;
      const right = createHmac(rule.hash, secrets.signatureSecret).update(request.body).digest(rule.encoding);
      const signature = given.slice(rule.prefix.length).trim();
      return sameSecret(rule.encoding === 'hex' ? signature.toLowerCase() : signature, right);
    }
    case 'twilio':
      return isSignedByTwilio(secrets.secret, request);
  }
}

/**
 * X-Twilio-Signature: base64 of HMAC-SHA1 over the address and the form fields sorted by name, each name followed
 * by its value. Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
function isSignedByTwilio(token: string, request: InboundRequest): boolean {
  const given = request.headers['x-twilio-signature'];
  if (token === '' || given === undefined || request.url === undefined) return false;
  const fields = twilioFields(request);
  if (fields === undefined) return false;
  return addressesOf(request.url).some((url) =>
    sameSecret(given, createHmac('sha1', token).update(`${url}${fields}`, 'utf8').digest('base64')),
  );
}

/** A body that is no form is signed by its hash, which stands in the address. */
function twilioFields(request: InboundRequest): string | undefined {
  const hash = request.query['bodySHA256'];
  if (hash !== undefined)
    return sameSecret(hash, createHash('sha256').update(request.body).digest('hex')) ? '' : undefined;
  const form = new URLSearchParams(request.body.toString('utf8'));
  return [...new Set(form.keys())]
    .sort()
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`))
    .join('');
}

/** Proxies add and drop the port that goes without saying; so do the signers. */
function addressesOf(url: string): readonly string[] {
  const [, scheme, host, port, rest] = /^(https?):\/\/(\[[^\]]*\]|[^/?#:]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return [];
  const usual = scheme === 'https' ? '443' : '80';
  return [`${scheme}://${host}${rest ?? ''}`, `${scheme}://${host}:${port ?? usual}${rest ?? ''}`];
}
