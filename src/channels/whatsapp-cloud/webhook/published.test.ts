/** The examples that Meta publishes, as our reader of webhooks sees them. */
import { expect, it } from 'vitest';
import published from '../testdata/published/webhooks.json' with { type: 'json' };
import { readPayload } from './read-payload.ts';

const context = { phoneNumberId: '106540352242922', now: 0, clean: (words: string) => words };
const from = '+16505551234';

const EXPECTED: Readonly<Record<string, object>> = {
  'Text Message': {
    text: 'Does it come in another color?',
    profileName: 'Sheena Nelson',
    to: '+15550783881',
  },
  'Text Message with Context (Product Inquiry)': {
    text: 'Is this still available?',
    replyTo: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgARGA9wcm9kdWN0X2lucXVpcnkA',
  },
  'Text Message from Click to WhatsApp Ad': {
    text: 'Hello! Can I get more info on this?',
    entryPoint: 'ad',
    trace: { referral_source_id: '120226305854810726' },
  },
  'Reaction Message': { content: { type: 'reaction', emoji: '👍' } },
  'Image Message': {
    text: 'Taj Mahal',
    content: { type: 'media', kind: 'image', caption: 'Taj Mahal' },
    media: { externalId: '1003383421387256', mime: 'image/jpeg' },
  },
  'Location Message': { content: { type: 'location', name: 'Philz Coffee', latitude: 37.44221496582 } },
  'Contact Sharing Message': {
    content: { type: 'contacts', contacts: [{ name: 'Lucía Gómez', organisation: 'Google' }] },
  },
  'Unsupported Message': { content: { type: 'unsupported' } },
  'Button Message': { text: 'Unsubscribe', content: { type: 'button_reply', id: 'Unsubscribe' } },
  'Interactive List Reply Message': {
    content: { type: 'list_reply', id: 'priority_express', description: 'Next Day to 2 Days' },
  },
  'Interactive Button Reply Message': {
    content: { type: 'button_reply', id: 'cancel-button', title: 'Cancel' },
  },
  'Order Message': { content: { type: 'order', items: [{ product_retailer_id: 'di9ozbzfi4' }, {}] } },
};
/** What is no message of a person. */
const OTHERS: Readonly<Record<string, object>> = {
  'System Message': { type: 'identity_changed', previous: from, current: '+12195555358' },
  'Group Create Message': { type: 'notice', topic: 'other', subject: 'group_lifecycle_update' },
  'Group Settings Update': { type: 'notice', topic: 'other', subject: 'group_settings_update' },
  'Group Remove Participants': { type: 'notice', topic: 'other', subject: 'group_participants_update' },
};

it.each(Object.entries(published.examples))('%s', (name, payload) => {
  const read = readPayload(payload, context);
  expect(read).toMatchObject({ foreign: 0, ignored: 0 });
  const expected = OTHERS[name] ?? { type: 'message', from, ...EXPECTED[name] };
  expect(Object.hasOwn(OTHERS, name) || Object.hasOwn(EXPECTED, name)).toBe(true);
  expect(read?.events).toHaveLength(1);
  expect(read?.events[0]).toMatchObject(expected);
});
