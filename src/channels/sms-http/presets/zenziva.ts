/**
 * Zenziva console API, and resellers with the same form. Known from public clients of it, not from a specification:
 * the fields userkey, passkey, to, message, and the answer messageId, to, status ("1" or "0"), text, cost. Reports
 * are not part of it; what a reseller adds needs the preset `custom`.
 */
import type { GatewayProfile } from '../profile.ts';
import { template } from '../template.ts';
import { errors, path } from './written.ts';

export const zenziva = (origin: string): GatewayProfile => ({
  request: {
    method: 'POST',
    origin,
    path: template('/reguler/api/sendsms/'),
    headers: [['Accept', template('application/json')]],
    body: {
      kind: 'form',
      pairs: [
        ['userkey', template('{{account}}')],
        ['passkey', template('{{secret}}')],
        ['to', template('{{to_local}}')],
        ['message', template('{{text}}')],
      ],
    },
    validity: { min: 60, max: 48 * 3600 },
    longestCallbackUrl: 0,
  },
  answer: {
    items: undefined,
    success: { path: path('status'), values: [['1', true]] },
    id: path('messageId'),
    errorCodes: [path('text')],
    errorTexts: [],
    errors: errors(`
      invalid user* = credentials_refused
      invalid pass* = credentials_refused
      userkey* = credentials_refused
      passkey* = credentials_refused
      invalid number* = recipient_invalid
      invalid phone* = recipient_invalid
      nomor* = recipient_invalid
    `),
  },
  receipts: undefined,
  inbound: undefined,
  signature: { kind: 'secret_path' },
  reply: { status: 200, contentType: '', body: '' },
});
