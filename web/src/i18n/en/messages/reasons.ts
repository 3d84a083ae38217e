import type { Dictionary } from '../../dictionary.ts';

export const reasons: Dictionary['messages']['reasons'] = {
  throttled: {
    title: 'The provider asks us to slow down',
    remedy: 'Nothing to do; Titian tries again by itself.',
  },
  provider_busy: {
    title: 'The provider is full right now',
    remedy: 'Nothing to do; Titian tries again by itself.',
  },
  not_connected: {
    title: 'The channel is not connected',
    remedy: 'Check the health of the channel. The message waits while it is valid.',
  },
  timeout: {
    title: 'The provider did not answer in time',
    remedy: 'Make sure the provider has recovered, then send again.',
  },
  connection_lost: {
    title: 'The connection broke while sending',
    remedy: 'The message may have arrived. Ask the recipient before you send again.',
  },
  recipient_invalid: {
    title: 'The number does not exist',
    remedy: 'Check the number; do not send to it again.',
  },
  recipient_unreachable: {
    title: 'The phone cannot be reached',
    remedy: 'It is off, full or out of coverage. Try again later.',
  },
  sender_not_allowed: {
    title: 'The operator does not allow this sender',
    remedy: 'Register the sender with the recipient’s operator, then send again.',
  },
  content_refused: {
    title: 'The operator refused the text',
    remedy: 'Change it, for example a link or a forbidden word, and send it as a new message.',
  },
  message_invalid: {
    title: 'The provider does not accept this form of message',
    remedy: 'Compare the channel’s settings with the provider’s documents, then send again.',
  },
  expired: { title: 'Its time ran out before it arrived', remedy: 'Send a new message if it still matters.' },
  credentials_refused: {
    title: 'The provider refused the user name or password',
    remedy: 'Correct the credentials in the channel’s settings, then send again.',
  },
  provider_error: {
    title: 'The provider has a fault',
    remedy: 'Make sure the provider has recovered, then send again.',
  },
  breaker_open: {
    title: 'The channel rests because its provider keeps failing',
    remedy: 'Titian tries one message every 30 seconds and opens the channel again as soon as it works.',
  },
  recipient_opted_out: {
    title: 'The recipient asked not to be written to',
    remedy: 'Do not send again unless the recipient asks for it.',
  },
  scheduled: { title: 'Waiting for its time', remedy: 'The message leaves by itself when the time comes.' },
};
