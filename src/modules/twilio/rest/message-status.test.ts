import { describe, expect, it } from 'vitest';
import { twilioStatus } from './message-status.ts';

const at = (medium: 'sms' | 'whatsapp') => ({ medium, viaService: false, scheduled: false });

/** Each number's page https://www.twilio.com/docs/api/errors/<number> was opened on 22 November 2026. */
describe('why a message failed', () => {
  it.each([
    ['recipient_unreachable', 30003, 'undelivered'],
    ['recipient_invalid', 30005, 'undelivered'],
    ['recipient_opted_out', 21610, 'failed'],
    ['content_refused', 30007, 'undelivered'],
    ['provider_error', 30008, 'failed'],
    [null, 30008, 'undelivered'],
  ])('over SMS, %s is %i', (reason, errorCode, status) => {
    expect(twilioStatus('failed', reason, at('sms'))).toMatchObject({ status, errorCode });
  });

  it.each([
    ['throttled', 63018, 'undelivered'],
    ['window_closed', 63016, 'undelivered'],
    ['recipient_invalid', 63003, 'undelivered'],
    ['recipient_unreachable', 63024, 'undelivered'],
    ['recipient_opted_out', 63014, 'undelivered'],
    ['content_refused', 63013, 'undelivered'],
    ['template_refused', 63005, 'undelivered'],
    ['message_invalid', 63005, 'undelivered'],
    ['media_refused', 63021, 'undelivered'],
    ['sender_not_allowed', 63007, 'failed'],
    ['credentials_refused', 63001, 'failed'],
    ['provider_error', 63023, 'failed'],
    [null, 63023, 'undelivered'],
  ])('over WhatsApp, %s is %i', (reason, errorCode, status) => {
    const told = twilioStatus('failed', reason, at('whatsapp'));
    expect(told).toMatchObject({ status, errorCode, errorMessage: expect.stringMatching(/^[A-Z].{9}/) });
  });

  it('a message that ran out of time says so on both', () => {
    for (const medium of ['sms', 'whatsapp'] as const)
      expect(twilioStatus('expired', null, at(medium))).toMatchObject({
        status: 'undelivered',
        errorCode: 30036,
      });
  });
});
