import fc from 'fast-check';
import twilio from 'twilio';
import { expect, it } from 'vitest';
import { twilioSignature } from './signature.ts';

/** Twilio, "Webhooks security", read in November 2026. */
it('is the one of the published example', () => {
  const parameters = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  };
  const signature = twilioSignature(
    Buffer.from('12345'),
    'https://mycompany.com/myapp.php?foo=1&bar=2',
    parameters,
  );
  expect(signature).toBe('GvWf1cFY/Q7PnoempGyD5oXAezc=');
});

it('is believed by the official validator, and no other is', () => {
  const word = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.dictionary(word, word), word, (parameters, token) => {
      const url = 'https://toko.example/status?order=1';
      const signature = twilioSignature(Buffer.from(token), url, parameters);
      expect(twilio.validateRequest(token, signature, url, parameters)).toBe(true);
      expect(twilio.validateRequest(`${token}x`, signature, url, parameters)).toBe(false);
      expect(twilio.validateRequest(token, signature, url, { ...parameters, Extra: 'x' })).toBe(false);
    }),
  );
});
