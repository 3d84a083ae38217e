/** Titian's refusals as Twilio's libraries know them: their numbers and their HTTP statuses. */
import type { Problem } from '../../../platform/problem.ts';

interface TwilioNumber {
  readonly code: number;
  /** HTTP status, where it differs from ours. */
  readonly status?: number;
}

/** By our code. Numbers are those of Twilio's error dictionary. */
const NUMBERS: Readonly<Record<string, TwilioNumber>> = {
  'request.unauthenticated': { code: 20003 },
  'request.forbidden': { code: 20003 },
  'request.not_found': { code: 20404 },
  'request.method_not_allowed': { code: 20004 },
  'request.rate_limited': { code: 20429 },
  'request.too_large': { code: 20001, status: 400 },
  'request.invalid': { code: 20001, status: 400 },
  'request.internal': { code: 20500 },
  'request.database_unavailable': { code: 20503 },
  'request.shutting_down': { code: 20503 },
  'accounts.key_refused': { code: 20003 },
  'accounts.key_malformed': { code: 20003 },
  'governance.recipient_opted_out': { code: 21610, status: 400 },
  'routing.sender_unknown': { code: 21606, status: 400 },
  'routing.no_sender': { code: 21606, status: 400 },
  'routing.no_channel': { code: 21612, status: 400 },
  'routing.channel_unknown': { code: 21612, status: 400 },
  'routing.channel_disabled': { code: 21612, status: 400 },
  // A test key reaches the virtual phone only, as a trial account reaches its verified numbers only.
  'routing.test_key_needs_sandbox': { code: 21608, status: 400 },
  'billing.balance_insufficient': { code: 20005 },
  'messages.recipient_invalid': { code: 21211, status: 400 },
  'messages.recipient_not_mobile': { code: 21614, status: 400 },
  'messages.recipient_foreign': { code: 21408, status: 400 },
  'messages.recipient_unknown': { code: 21211, status: 400 },
  'messages.recipient_unreachable': { code: 21612, status: 400 },
  // A template that may not be sent over WhatsApp is no approved one, which is all that this number is about.
  'messages.window_closed': { code: 63016, status: 400 },
  'templates.not_approved': { code: 63016, status: 400 },
  'templates.language_unknown': { code: 63027, status: 400 },
  'templates.variable_missing': { code: 63028, status: 400 },
  'templates.variable_invalid': { code: 21656, status: 400 },
  'messages.template_unknown': { code: 21655, status: 400 },
  'messages.template_not_here': { code: 63016, status: 400 },
  'messages.media_refused': { code: 63021, status: 400 },
  'messages.content_not_carried': { code: 63021, status: 400 },
  'messages.file_unknown': { code: 63019, status: 400 },
  'files.too_large': { code: 11751, status: 400 },
  'files.not_found': { code: 20404 },
  'messages.text_missing': { code: 21602, status: 400 },
  'messages.text_too_long': { code: 21617, status: 400 },
  'messages.send_at_past': { code: 35114, status: 400 },
  'messages.send_at_too_far': { code: 35114, status: 400 },
  'messages.not_found': { code: 20404 },
  'messages.too_late_to_cancel': { code: 30409, status: 400 },
  'messages.not_finished': { code: 20009, status: 409 },
  'verify.service_not_found': { code: 20404 },
  'verify.verification_not_found': { code: 20404 },
  'verify.not_pending': { code: 20404, status: 404 },
  'verify.recipient_invalid': { code: 60200, status: 400 },
  'verify.channel_not_available': { code: 60200, status: 400 },
  'verify.text_refused': { code: 60200, status: 400 },
  'verify.purpose_unknown': { code: 60200, status: 400 },
  'verify.sender_unknown': { code: 60200, status: 400 },
  'verify.country_not_allowed': { code: 60605, status: 403 },
  'verify.send_limit': { code: 60203 },
  'verify.check_limit': { code: 60202 },
  // "Exceeding Verify Service Rate Limits that you configure": https://www.twilio.com/docs/api/errors/20429; the limits
  // that a service has anyway are 60203 there. The others: https://www.twilio.com/docs/verify/api/error-codes
  'verify.rate_limit_reached': { code: 20429 },
  'verify.rate_limit_unknown': { code: 60200, status: 400 },
  'verify.rate_limit_not_found': { code: 20404 },
  'verify.rate_limit_exists': { code: 60208, status: 400 },
  'verify.rate_limits_full': { code: 60207, status: 400 },
  'verify.rate_bucket_not_found': { code: 20404 },
  'verify.rate_bucket_exists': { code: 60211, status: 400 },
  'verify.rate_buckets_full': { code: 60210, status: 400 },
  'verify.blocked': { code: 60410, status: 403 },
  'twilio.app_hash_invalid': { code: 60200 },
  'twilio.rate_limits_invalid': { code: 60200 },
  'twilio.unique_name_invalid': { code: 60209 },
  'twilio.checks_used_up': { code: 60202 },
  'twilio.not_found': { code: 20404 },
  'twilio.to_missing': { code: 21604 },
  'twilio.from_missing': { code: 21603 },
  'twilio.body_missing': { code: 21602 },
  'twilio.service_unknown': { code: 21701 },
  'twilio.service_empty': { code: 21704 },
  'twilio.sender_unknown': { code: 21606 },
  'twilio.to_landline': { code: 21635 },
  'twilio.channels_differ': { code: 21910 },
  'twilio.whatsapp_sender_unknown': { code: 63007 },
  'twilio.media_not_on_sms': { code: 21621 },
  'twilio.media_url_invalid': { code: 21620 },
  'twilio.media_too_many': { code: 21623 },
  'twilio.media_unreachable': { code: 63019 },
  'twilio.media_too_large': { code: 11751 },
  'twilio.content_missing': { code: 21654 },
  'twilio.content_unknown': { code: 21655 },
  'twilio.content_variables_invalid': { code: 21656 },
  'twilio.content_variable_too_long': { code: 21658 },
  'twilio.callback_invalid': { code: 21609 },
  'twilio.schedule_needs_service': { code: 35118 },
  'twilio.schedule_incomplete': { code: 35111 },
  'twilio.update_invalid': { code: 30400 },
};

/** Of a refusal that Twilio has no number for. */
const fallback = (status: number): TwilioNumber => {
  if (status === 404) return { code: 20404 };
  if (status === 429) return { code: 20429 };
  if (status >= 500) return { code: status === 503 ? 20503 : 20500 };
  return { code: 20001, status: 400 };
};

/** `code` is what programs compare; `titian_code` is what docs/errors.md explains. */
export function refusalOf({ code: { code, status, title }, details }: Problem) {
  const known = NUMBERS[code] ?? fallback(status);
  const words = details.detail === undefined ? title.en : `${title.en}: ${details.detail}`;
  const httpStatus = known.status ?? status;
  return {
    status: httpStatus,
    contentType: 'application/json; charset=utf-8',
    body: {
      code: known.code,
      message: details.field === undefined ? words : `${words} (${details.field})`,
      more_info: `https://www.twilio.com/docs/errors/${known.code}`,
      status: httpStatus,
      titian_code: code,
    },
  };
}
