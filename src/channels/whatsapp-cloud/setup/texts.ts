/** What the checks of the set-up are called and how each is mended. */
import type { SetupCheck } from '../../channel.ts';

interface CheckText {
  readonly label: SetupCheck['label'];
  readonly remedy: NonNullable<SetupCheck['remedy']>;
  readonly action?: string;
}

const text = (label: CheckText['label'], remedy: CheckText['remedy'], action?: string): CheckText => ({
  label,
  remedy,
  ...(action === undefined ? {} : { action }),
});

export type CheckCode =
  | 'token'
  | 'app_secret'
  | 'verify_token'
  | 'number_verified'
  | 'number_registered'
  | 'display_name'
  | 'quality'
  | 'messaging_limit'
  | 'throughput'
  | 'app_subscribed'
  | 'webhook_address'
  | 'profile';

export const TEXTS: Readonly<Record<CheckCode, CheckText>> = {
  token: text(
    { id: 'Token akses diterima Meta', en: 'Meta takes the access token' },
    {
      id: 'Buat token pengguna sistem yang baru dan periksa ID nomor telepon.',
      en: 'Make a new system user token and check the phone number ID.',
    },
  ),
  app_secret: text(
    { id: 'Rahasia aplikasi terisi', en: 'App secret is filled in' },
    {
      id: 'Salin App secret dari App settings > Basic. Tanpa ini semua pesan masuk ditolak.',
      en: 'Copy the app secret from App settings > Basic. Without it every incoming call is refused.',
    },
  ),
  verify_token: text(
    { id: 'Token verifikasi terisi', en: 'Verify token is filled in' },
    {
      id: 'Isi token buatan sendiri, lalu masukkan juga di pengaturan webhook Meta.',
      en: "Fill in a token of your own and enter it in Meta's webhook settings too.",
    },
  ),
  number_verified: text(
    { id: 'Nomor terverifikasi', en: 'Number is verified' },
    {
      id: 'Minta kode lewat SMS atau telepon, lalu masukkan kodenya.',
      en: 'Ask for a code by SMS or call, then enter it.',
    },
    'request_code',
  ),
  number_registered: text(
    { id: 'Nomor terdaftar di Cloud API', en: 'Number is registered with the Cloud API' },
    {
      id: 'Daftarkan nomor dengan PIN enam angka. Bila dibatasi, lihat WhatsApp Manager.',
      en: 'Register the number with a six-digit PIN. If it is restricted, look into WhatsApp Manager.',
    },
    'register',
  ),
  display_name: text(
    { id: 'Nama tampilan disetujui', en: 'Display name is approved' },
    {
      id: 'Tunggu peninjauan, atau ajukan nama lain di WhatsApp Manager.',
      en: 'Wait for the review, or submit another name in WhatsApp Manager.',
    },
  ),
  quality: text(
    { id: 'Mutu nomor', en: 'Quality of the number' },
    {
      id: 'Kurangi pesan pemasaran dan kirim hanya kepada yang menyetujui.',
      en: 'Send less marketing, and only to people who agreed.',
    },
  ),
  messaging_limit: text(
    { id: 'Batas penerima per 24 jam', en: 'Limit of recipients in 24 hours' },
    {
      id: 'Meta menaikkannya sendiri bila mutunya baik.',
      en: 'Meta raises it by itself while the quality is good.',
    },
  ),
  throughput: text(
    { id: 'Laju kirim nomor', en: 'Throughput of the number' },
    {
      id: 'Nomor belum dapat mengirim lewat Cloud API.',
      en: 'The number cannot send through the Cloud API yet.',
    },
  ),
  app_subscribed: text(
    { id: 'Aplikasi berlangganan akun', en: 'App is subscribed to the account' },
    {
      id: 'Langgankan aplikasi; sebelum itu tidak ada pesan masuk.',
      en: 'Subscribe the app; before that nothing comes in.',
    },
    'subscribe_webhook',
  ),
  webhook_address: text(
    { id: 'Webhook menuju kanal ini', en: 'Webhook leads to this channel' },
    {
      id: 'Isi alamat callback kanal ini di Meta > WhatsApp > Configuration, atau pasang lewat tombol ini.',
      en: "Enter this channel's callback address at Meta > WhatsApp > Configuration, or set it with this button.",
    },
    'subscribe_webhook',
  ),
  profile: text(
    { id: 'Profil bisnis terisi', en: 'Business profile is filled in' },
    {
      id: 'Tulis sebaris tentang usaha Anda: orang membacanya sebelum membalas.',
      en: 'Write a line about your business: people read it before they answer.',
    },
    'update_profile',
  ),
};
