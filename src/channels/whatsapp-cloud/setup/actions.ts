/** What can be done at Meta from the channel's page. */
import type { ChannelAction, SettingsField } from '../../channel.ts';

const field = (
  name: string,
  label: SettingsField['label'],
  input: SettingsField['input'] = 'text',
  options?: SettingsField['options'],
): SettingsField => ({
  name,
  label,
  input,
  group: 'connection',
  ...(options === undefined ? {} : { options }),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-profiles */
const VERTICALS = [
  ['', 'Tidak berubah', 'No change'],
  ['OTHER', 'Lainnya', 'Other'],
  ['RETAIL', 'Ritel', 'Retail'],
  ['GROCERY', 'Bahan makanan', 'Grocery'],
  ['FINANCE', 'Keuangan', 'Finance'],
  ['HEALTH', 'Kesehatan', 'Health'],
  ['EDU', 'Pendidikan', 'Education'],
  ['TRAVEL', 'Perjalanan', 'Travel'],
  ['RESTAURANT', 'Restoran', 'Restaurant'],
  ['PROF_SERVICES', 'Jasa profesional', 'Professional services'],
  ['GOVT', 'Pemerintah', 'Government'],
  ['NONPROFIT', 'Nirlaba', 'Non-profit'],
] as const;

export const whatsappActions: readonly ChannelAction[] = [
  {
    name: 'request_code',
    label: { id: 'Minta kode verifikasi', en: 'Ask for a verification code' },
    help: {
      id: 'Meta mengirim enam angka ke nomor ini.',
      en: 'Meta sends six digits to this number.',
    },
    fields: [
      field('method', { id: 'Kirim lewat', en: 'Send by' }, 'select', [
        { value: 'SMS', label: { id: 'SMS', en: 'SMS' } },
        { value: 'VOICE', label: { id: 'Telepon', en: 'Call' } },
      ]),
      field('language', { id: 'Bahasa', en: 'Language' }, 'select', [
        { value: 'id', label: { id: 'Indonesia', en: 'Indonesian' } },
        { value: 'en_US', label: { id: 'Inggris', en: 'English' } },
      ]),
    ],
  },
  {
    name: 'verify_code',
    label: { id: 'Masukkan kode verifikasi', en: 'Enter the verification code' },
    fields: [field('code', { id: 'Kode', en: 'Code' })],
  },
  {
    name: 'register',
    label: { id: 'Daftarkan nomor', en: 'Register the number' },
    help: {
      id: 'PIN enam angka menjadi PIN verifikasi dua langkah nomor ini. Kosongkan untuk memakai PIN di pengaturan.',
      en: "Six digits become the number's two-step verification PIN. Leave it empty to use the one in the settings.",
    },
    fields: [field('pin', { id: 'PIN', en: 'PIN' }, 'password')],
  },
  {
    name: 'subscribe_webhook',
    label: { id: 'Hubungkan webhook', en: 'Connect the webhook' },
    help: {
      id: 'Mengarahkan pesan nomor ini ke Titian. Kabar template dan akun selalu menuju alamat di aplikasi Meta.',
      en: "Leads this number's messages to Titian. News of templates and the account always go to the address in the Meta app.",
    },
    fields: [],
  },
  {
    name: 'update_profile',
    label: { id: 'Ubah profil bisnis', en: 'Change the business profile' },
    help: { id: 'Yang dikosongkan tidak berubah.', en: 'What stays empty is not changed.' },
    fields: [
      field('about', { id: 'Tentang', en: 'About' }),
      field('description', { id: 'Deskripsi', en: 'Description' }, 'multiline'),
      field('address', { id: 'Alamat', en: 'Address' }),
      field('email', { id: 'Email', en: 'E-mail' }),
      field('website', { id: 'Situs web', en: 'Website' }),
      field(
        'vertical',
        { id: 'Bidang usaha', en: 'Industry' },
        'select',
        VERTICALS.map(([value, id, en]) => ({ value, label: { id, en } })),
      ),
    ],
  },
];
