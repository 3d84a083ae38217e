import { parsePhone } from '../../../lib/phone.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { messagesErrors } from '../errors.ts';
import type { Refusal } from './refusal.ts';

/** Only Indonesian mobile numbers: SMS reaches nothing else, and foreign numbers are how accounts are drained. */
export function readRecipient(
  to: string,
): Result<{ readonly e164: string; readonly operator: string | null }, Refusal> {
  const phone = parsePhone(to);
  if (!phone.ok)
    return fail({
      code: messagesErrors.recipient_invalid,
      field: 'to',
      detail: `The number is ${phone.reason.replaceAll('_', ' ')}.`,
    });
  if (phone.country !== 'ID')
    return fail({
      code: messagesErrors.recipient_foreign,
      field: 'to',
      detail: `The number belongs to ${phone.country}.`,
    });
  if (phone.kind !== 'mobile')
    return fail({
      code: messagesErrors.recipient_not_mobile,
      field: 'to',
      detail: `The number is a ${phone.kind.replaceAll('_', ' ')}.`,
    });
  return ok({ e164: phone.e164, operator: phone.operator ?? null });
}
