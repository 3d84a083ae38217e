import type { MessageClass, MessageStatus } from '../../contracts/messages.ts';
import type { Role } from '../../contracts/accounts.ts';

/** Names of the closed sets of the API. */
export const status: Record<MessageStatus, string> = {
  accepted: 'Diterima',
  held: 'Ditahan',
  queued: 'Antre',
  sending: 'Dikirim',
  unknown: 'Tidak pasti',
  sent: 'Terkirim',
  canceled: 'Dibatalkan',
  expired: 'Kedaluwarsa',
  failed: 'Gagal',
  delivered: 'Sampai',
  read: 'Dibaca',
  received: 'Masuk',
};

export const messageClass: Record<MessageClass, string> = {
  otp: 'OTP',
  transactional: 'Transaksi',
  conversation: 'Percakapan',
  marketing: 'Pemasaran',
};

export const roles: Record<Role, { name: string; can: string }> = {
  owner: { name: 'Pemilik', can: 'Semuanya, termasuk mengganti pemilik.' },
  admin: { name: 'Admin', can: 'Mengatur kanal, pengirim, kunci, harga, dan anggota.' },
  supervisor: { name: 'Supervisor', can: 'Mengirim, memantau, dan mengirim ulang pesan.' },
  agent: { name: 'Agen', can: 'Mengirim dan membaca pesan, mencatat opt-out.' },
  analyst: { name: 'Analis', can: 'Melihat angka dan pengaturan, bukan isi pesan.' },
  developer: { name: 'Developer', can: 'Kunci API, pesan, dan uji kirim.' },
  dpo: { name: 'Petugas data pribadi', can: 'Opt-out dan jejak audit, bukan isi pesan.' },
};

export const operators: Record<'telkomsel' | 'ioh' | 'xlsmart', { name: string; short: string }> = {
  telkomsel: { name: 'Telkomsel', short: 'Tsel' },
  ioh: { name: 'Indosat Ooredoo Hutchison', short: 'IOH' },
  xlsmart: { name: 'XLSmart', short: 'XLS' },
};

export const media: Record<'sms' | 'whatsapp' | 'rcs' | 'email' | 'webchat', string> = {
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  email: 'E-mail',
  webchat: 'Webchat',
};
