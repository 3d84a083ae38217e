/** How the settings are drawn. With a preset a person sees its credentials and the pace; everything else is `custom`. */
import type { SettingCondition, SettingsField } from '../channel.ts';
import { answerFields, requestFields } from './fields/sending.ts';
import { receivingFields } from './fields/receiving.ts';
import { field, option, words } from './fields/words.ts';

const WITH_ACCOUNT: SettingCondition = { field: 'preset', is: ['vonage', 'twilio-style', 'zenziva'] };
const ANY_PRESET: SettingCondition = {
  field: 'preset',
  is: ['infobip', 'vonage', 'twilio-style', 'zenziva'],
};

const COMMON: readonly SettingsField[] = [
  field('connection', 'preset', 'select', words('Penyedia', 'Provider'), {
    options: [
      option('infobip', 'Infobip', 'Infobip'),
      option('vonage', 'Vonage (Nexmo)', 'Vonage (Nexmo)'),
      option('twilio-style', 'Twilio', 'Twilio'),
      option('zenziva', 'Zenziva', 'Zenziva'),
      option('custom', 'Lainnya, saya jelaskan sendiri', 'Another, which I describe myself'),
    ],
  }),
  field('connection', 'baseUrl', 'text', words('Alamat API', 'API address'), {
    help: words(
      'Infobip: alamat akun Anda, misalnya xyz123.api.infobip.com. Penyedia lain: biarkan kosong.',
      'Infobip: the address of your account, such as xyz123.api.infobip.com. Others: leave it empty.',
    ),
    shownWhen: ANY_PRESET,
    requiredWhen: { field: 'preset', is: ['infobip'] },
  }),
  field('credentials', 'account', 'text', words('Akun', 'Account'), {
    help: words(
      'API key Vonage, Account SID Twilio, atau userkey Zenziva.',
      'The API key of Vonage, Account SID of Twilio, or userkey of Zenziva.',
    ),
    shownWhen: { field: 'preset', is: [...WITH_ACCOUNT.is, 'custom'] },
    requiredWhen: WITH_ACCOUNT,
  }),
  field('credentials', 'secret', 'password', words('Kunci rahasia', 'Secret key'), {
    help: words(
      'API key Infobip, API secret Vonage, Auth Token Twilio, atau passkey Zenziva.',
      'The API key of Infobip, API secret of Vonage, Auth Token of Twilio, or passkey of Zenziva.',
    ),
    requiredWhen: ANY_PRESET,
  }),
  field(
    'receipts',
    'sendCallbackUrl',
    'switch',
    words('Sertakan alamat laporan', 'Send the callback address'),
    {
      help: words(
        'Setiap pesan memberi tahu penyedia ke mana laporannya dikirim. Matikan bila server ini tidak terjangkau dari internet.',
        'Every message tells the provider where to report. Switch it off when this server cannot be reached from the internet.',
      ),
    },
  ),
  field('pace', 'messagesPerSecond', 'number', words('Pesan per detik', 'Messages per second'), {
    help: words('Batas dari penyedia.', "The provider's limit."),
    unit: '/s',
  }),
  field('pace', 'window', 'number', words('Permintaan bersamaan', 'Requests at a time')),
  field('advanced', 'timeoutSeconds', 'number', words('Batas waktu jawaban', 'Answer timeout'), {
    unit: 's',
  }),
];

export const httpFields: readonly SettingsField[] = [
  ...COMMON,
  ...requestFields,
  ...answerFields,
  ...receivingFields,
];
