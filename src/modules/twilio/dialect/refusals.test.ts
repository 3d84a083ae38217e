/** Numbers that programs compare: each stands in Twilio's error dictionary, and means there what it is used for here. */
import { describe, expect, it } from 'vitest';
import { requestErrors } from '../../../platform/http-server/errors.ts';
import { type ErrorCode, Problem } from '../../../platform/problem.ts';
import { accountsErrors } from '../../accounts/index.ts';
import { billingErrors } from '../../billing/index.ts';
import { filesErrors } from '../../files/index.ts';
import { governanceErrors } from '../../governance/index.ts';
import { messagesErrors } from '../../messages/index.ts';
import { routingErrors } from '../../routing/index.ts';
import { templatesErrors } from '../../templates/index.ts';
import { verifyErrors } from '../../verify/index.ts';
import { twilioErrors } from '../errors.ts';
import { refusalOf } from './refusals.ts';

/**
 * Titles of the pages https://www.twilio.com/docs/api/errors/<number>, each opened by itself on 22 November 2026. Few pages
 * name an HTTP status; where none stands here, ours is kept. Requests that are refused for what they say get 400, as in
 * Twilio's own example of 21211 ("Debugging your application"). What WhatsApp refuses later at Twilio is refused at once
 * here when it is known at once (63016, 63019, 63021, 63027, 63028, 11751).
 */
const DICTIONARY: Readonly<Record<number, readonly [title: string, status?: number]>> = {
  11751: ['Media Message - Media exceeds messaging provider size limit', 400],
  20001: ['Unknown parameters'],
  20003: ['Permission Denied'],
  20004: ['Method not allowed'],
  20005: ['Account not active'],
  20009: ['Cannot delete this resource before it is complete'],
  20404: ['Not Found', 404],
  20429: ['Too many requests', 429],
  20500: ['Internal Server Error', 500],
  20503: ['Service unavailable', 503],
  21211: ["Invalid 'To' Phone Number", 400],
  21408: ['Message blocked: permissions disabled for the destination region', 400],
  21602: ['Message body is required', 400],
  21603: ["A 'From' or 'MessagingServiceSid' parameter is required to send a message", 400],
  21604: ["'To' phone number is required to send a Message", 400],
  21606: ["The 'From' phone number provided is not a valid message-capable Twilio phone number", 400],
  21608: ["The 'to' phone number provided is not yet verified for this account", 400],
  21609: ["Invalid 'StatusCallback'", 400],
  21610: ['Attempt to send to unsubscribed recipient', 400],
  21612: ["Message cannot be sent with the current combination of 'To' and/or 'From' parameters", 400],
  21614: ["'To' number is not a valid mobile number", 400],
  21617: ['The concatenated message body exceeds the 1600 character limit', 400],
  21620: ['Invalid media URL(s)', 400],
  21621: ["The 'From' number has not been enabled for MMS", 400],
  21623: ['Number of media files exceeds allowed limit', 400],
  21635: ["'To' number cannot be a landline", 400],
  21654: ['ContentSid Required', 400],
  21655: ['The ContentSid is Invalid', 400],
  21656: ['The ContentVariables Parameter is invalid', 400],
  21658: ['Parameter exceeded character limit', 400],
  21701: ['The Messaging Service does not exist', 400],
  21704: ['The Messaging Service contains no phone numbers', 400],
  21910: ["Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel", 400],
  30400: ['Parameters are not valid', 400],
  30409: ['This message cannot be canceled', 400],
  35111: ['SendAt timestamp is missing', 400],
  35114: ['Scheduling does not support this timestamp', 400],
  35118: ['MessagingServiceSid is required to schedule a message', 400],
  60200: ['Invalid parameter', 400],
  60202: ['Max check attempts reached', 429],
  60203: ['Max send attempts reached', 429],
  60207: ['Max rate limits per service reached', 400],
  60208: ['Rate limit with that UniqueName already exists', 400],
  60209: ['UniqueName format is invalid', 400],
  60210: ['Max Buckets per Rate limit reached', 400],
  // From the list at https://www.twilio.com/docs/verify/api/error-codes, which names no status.
  60211: ['Bucket with the given Interval already exists'],
  60410: ['Verification delivery attempt blocked (Fraud Guard)', 403],
  60605: ['Verification delivery attempt blocked (Geo Permissions)', 403],
  63007: ["Twilio could not find a Channel with the specified 'From' address", 400],
  63016: ['Outside messaging window. For WhatsApp, use a Message Template instead', 400],
  63019: ['Media failed to download', 400],
  63021: ['Channel invalid content error', 400],
  63027: ['Template does not exist for a language and locale', 400],
  63028: ['Number of parameters provided does not match the expected number of parameters', 400],
};

const ALL: readonly ErrorCode[] = [
  requestErrors,
  accountsErrors,
  billingErrors,
  filesErrors,
  governanceErrors,
  messagesErrors,
  routingErrors,
  templatesErrors,
  twilioErrors,
  verifyErrors,
].flatMap((errors): ErrorCode[] => Object.values(errors));

describe('a refusal', () => {
  it.each(ALL.map((error) => [error.code, error] as const))(
    '%s has a number of the dictionary',
    (_, error) => {
      const { status, body } = refusalOf(new Problem(error, {}));
      const [title, expected] = DICTIONARY[body.code] ?? [];
      expect(title).toBeDefined();
      if (expected !== undefined) expect(status).toBe(expected);
      expect(body).toMatchObject({
        status,
        more_info: `https://www.twilio.com/docs/errors/${body.code}`,
        titian_code: error.code,
      });
    },
  );

  it.each([
    [accountsErrors.key_refused, 20003, 401],
    [billingErrors.balance_insufficient, 20005, 402],
    [filesErrors.not_found, 20404, 404],
    [filesErrors.too_large, 11751, 400],
    [governanceErrors.recipient_opted_out, 21610, 400],
    [messagesErrors.content_not_carried, 63021, 400],
    [messagesErrors.media_refused, 63021, 400],
    [messagesErrors.template_not_here, 63016, 400],
    [messagesErrors.template_unknown, 21655, 400],
    [messagesErrors.not_finished, 20009, 409],
    [messagesErrors.not_found, 20404, 404],
    [messagesErrors.overloaded, 20503, 503],
    [messagesErrors.recipient_foreign, 21408, 400],
    [messagesErrors.recipient_invalid, 21211, 400],
    [messagesErrors.recipient_not_mobile, 21614, 400],
    [messagesErrors.recipient_unreachable, 21612, 400],
    [messagesErrors.send_at_past, 35114, 400],
    [messagesErrors.send_at_too_far, 35114, 400],
    [messagesErrors.text_too_long, 21617, 400],
    [messagesErrors.too_late_to_cancel, 30409, 400],
    [messagesErrors.window_closed, 63016, 400],
    [requestErrors.internal, 20500, 500],
    [requestErrors.method_not_allowed, 20004, 405],
    [requestErrors.not_found, 20404, 404],
    [requestErrors.rate_limited, 20429, 429],
    [requestErrors.unauthenticated, 20003, 401],
    [routingErrors.channel_disabled, 21612, 400],
    [routingErrors.no_channel, 21612, 400],
    [routingErrors.sender_unknown, 21606, 400],
    [routingErrors.test_key_needs_sandbox, 21608, 400],
    [templatesErrors.language_unknown, 63027, 400],
    [templatesErrors.not_approved, 63016, 400],
    [templatesErrors.variable_invalid, 21656, 400],
    [templatesErrors.variable_missing, 63028, 400],
    [twilioErrors.body_missing, 21602, 400],
    [twilioErrors.callback_invalid, 21609, 400],
    [twilioErrors.channels_differ, 21910, 400],
    [twilioErrors.checks_used_up, 60202, 429],
    [twilioErrors.content_missing, 21654, 400],
    [twilioErrors.content_unknown, 21655, 400],
    [twilioErrors.content_variable_too_long, 21658, 400],
    [twilioErrors.content_variables_invalid, 21656, 400],
    [twilioErrors.from_missing, 21603, 400],
    [twilioErrors.media_not_on_sms, 21621, 400],
    [twilioErrors.media_too_large, 11751, 400],
    [twilioErrors.media_too_many, 21623, 400],
    [twilioErrors.media_unreachable, 63019, 400],
    [twilioErrors.media_url_invalid, 21620, 400],
    [twilioErrors.parameter_unknown, 20001, 400],
    [twilioErrors.schedule_incomplete, 35111, 400],
    [twilioErrors.schedule_needs_service, 35118, 400],
    [twilioErrors.service_empty, 21704, 400],
    [twilioErrors.service_unknown, 21701, 400],
    [twilioErrors.to_landline, 21635, 400],
    [twilioErrors.to_missing, 21604, 400],
    [twilioErrors.update_invalid, 30400, 400],
    [twilioErrors.whatsapp_sender_unknown, 63007, 400],
    [verifyErrors.blocked, 60410, 403],
    [verifyErrors.check_limit, 60202, 429],
    [verifyErrors.country_not_allowed, 60605, 403],
    [verifyErrors.not_pending, 20404, 404],
    [verifyErrors.purpose_unknown, 60200, 400],
    [verifyErrors.recipient_invalid, 60200, 400],
    [verifyErrors.send_limit, 60203, 429],
  ] as const)('of $code is told as %i', (error: ErrorCode, code, status) => {
    const refusal = refusalOf(new Problem(error, {}));
    expect({ code: refusal.body.code, status: refusal.status }).toEqual({ code, status });
  });
});
