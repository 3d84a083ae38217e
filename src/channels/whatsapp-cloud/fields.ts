/** How the settings are drawn. */
import type { SettingsField } from '../channel.ts';
import { GRAPH_VERSIONS } from './settings.ts';

const same = (text: string): { id: string; en: string } => ({ id: text, en: text });

export const whatsappFields: readonly SettingsField[] = [
  {
    name: 'phoneNumberId',
    label: { id: 'ID nomor telepon', en: 'Phone number ID' },
    help: {
      id: 'Di Meta: WhatsApp > API Setup. Ini bukan nomor teleponnya.',
      en: 'At Meta: WhatsApp > API Setup. It is not the phone number itself.',
    },
    input: 'text',
    group: 'connection',
  },
  {
    name: 'wabaId',
    label: { id: 'ID akun WhatsApp Business (WABA)', en: 'WhatsApp Business Account ID (WABA)' },
    help: {
      id: 'Di halaman yang sama, di bawah ID nomor telepon.',
      en: 'On the same page, below the phone number ID.',
    },
    input: 'text',
    group: 'connection',
  },
  {
    name: 'accessToken',
    label: { id: 'Token akses', en: 'Access token' },
    help: {
      id: 'Token pengguna sistem yang tidak kedaluwarsa, dengan izin whatsapp_business_messaging dan whatsapp_business_management.',
      en: 'A system user token that does not expire, with whatsapp_business_messaging and whatsapp_business_management.',
    },
    input: 'password',
    group: 'credentials',
  },
  {
    name: 'appSecret',
    label: { id: 'Rahasia aplikasi (App secret)', en: 'App secret' },
    help: {
      id: 'Membuktikan bahwa pesan masuk benar dari Meta. Tanpa ini semua pesan masuk ditolak.',
      en: 'Proves that incoming calls come from Meta. Without it every incoming call is refused.',
    },
    input: 'password',
    group: 'credentials',
  },
  {
    name: 'verifyToken',
    label: { id: 'Token verifikasi webhook', en: 'Webhook verify token' },
    help: {
      id: 'Buat sendiri, lalu isi nilai yang sama di pengaturan webhook Meta.',
      en: "Make one up and enter the same value in Meta's webhook settings.",
    },
    input: 'password',
    group: 'credentials',
  },
  {
    name: 'pin',
    label: { id: 'PIN verifikasi dua langkah', en: 'Two-step verification PIN' },
    help: {
      id: 'Enam angka, dipakai saat mendaftarkan nomor. Boleh dikosongkan dan diisi saat mendaftar.',
      en: 'Six digits, used when the number is registered. May stay empty and be given then.',
    },
    input: 'password',
    group: 'credentials',
  },
  {
    name: 'messagesPerSecond',
    label: { id: 'Pesan per detik', en: 'Messages per second' },
    help: {
      id: 'Batas Meta per nomor: 80, naik menjadi 1000 secara otomatis; 20 bila nomor juga dipakai di aplikasi.',
      en: "Meta's limit per number: 80, raised to 1000 by itself; 20 while the number is also used in the app.",
    },
    input: 'number',
    group: 'pace',
    unit: '/s',
  },
  {
    name: 'appId',
    label: { id: 'ID aplikasi', en: 'App ID' },
    help: {
      id: 'Hanya untuk contoh gambar, video, atau dokumen pada template.',
      en: 'Only for samples of pictures, videos or documents in templates.',
    },
    input: 'text',
    group: 'advanced',
  },
  {
    name: 'graphVersion',
    label: { id: 'Versi Graph API', en: 'Graph API version' },
    input: 'select',
    options: GRAPH_VERSIONS.map((value) => ({ value, label: same(value) })),
    group: 'advanced',
  },
  {
    name: 'baseUrl',
    label: { id: 'Alamat API', en: 'API address' },
    help: {
      id: 'Ubah hanya untuk simulator atau perantara milik sendiri.',
      en: 'Change it only for a simulator or a proxy of your own.',
    },
    input: 'text',
    group: 'advanced',
  },
  {
    name: 'timeoutSeconds',
    label: { id: 'Batas waktu panggilan', en: 'Call timeout' },
    input: 'number',
    group: 'advanced',
    unit: 's',
  },
];
