import type { LibraryEntry } from '../contract.ts';

export const SECURITY: readonly LibraryEntry[] = [
  {
    key: 'otp',
    group: 'security',
    name: { id: 'Kode OTP', en: 'One-time code' },
    summary: { id: 'Masuk atau verifikasi nomor.', en: 'Sign-in or number verification.' },
    design: {
      category: 'authentication',
      variables: [{ name: 'kode', type: 'code', sample: '482915' }],
      code: { expiresMinutes: 5, securityAdvice: true },
      languages: {
        id: {
          body: '{{merek}}: {{kode}} adalah kode verifikasi Anda, berlaku 5 menit. JANGAN BAGIKAN kode ini kepada siapa pun, termasuk petugas kami.',
          buttons: [],
        },
        en: {
          body: '{{merek}}: {{kode}} is your verification code, valid for 5 minutes. DO NOT SHARE it with anyone, not even our staff.',
          buttons: [],
        },
      },
    },
  },
  {
    key: 'password_changed',
    group: 'security',
    name: { id: 'Kata sandi diubah', en: 'Password changed' },
    summary: { id: 'Memberi tahu pemilik akun.', en: 'Tells the owner of an account.' },
    design: {
      category: 'utility',
      variables: [
        { name: 'nama', type: 'text', sample: 'Sari' },
        { name: 'waktu', type: 'date', sample: '2026-11-22T14:05:00+07:00' },
      ],
      languages: {
        id: {
          body: 'Halo {{nama}}, kata sandi akun {{merek}} Anda diubah pada {{waktu}}. Bila bukan Anda, segera hubungi layanan pelanggan kami.',
          buttons: [{ type: 'reply', title: 'Bukan saya' }],
        },
        en: {
          body: 'Hello {{nama}}, the password of your {{merek}} account was changed on {{waktu}}. If this was not you, contact our customer service at once.',
          buttons: [{ type: 'reply', title: 'This was not me' }],
        },
      },
    },
  },
];
