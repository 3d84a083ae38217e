import type { TemplateDesign } from '../../../lib/template/design.ts';
import type { LibraryEntry } from '../contract.ts';

const NAME = { name: 'nama', type: 'text', sample: 'Sari' } as const;

const BIRTHDAY: TemplateDesign = {
  category: 'marketing',
  variables: [
    NAME,
    { name: 'voucher', type: 'code', sample: 'MELATI20' },
    { name: 'sampai', type: 'date', sample: '2026-12-05' },
  ],
  languages: {
    id: {
      header: { type: 'text', text: 'Selamat ulang tahun!' },
      body: 'Selamat ulang tahun, {{nama}}! Hadiah kecil dari {{merek}}: diskon 20% dengan kode {{voucher}}, berlaku sampai {{sampai}} di semua toko.',
      footer: 'Balas STOP untuk berhenti menerima promo.',
      buttons: [{ type: 'copy_code', title: 'Salin kode', variable: 'voucher' }],
      sms: '{{merek}}: selamat ulang tahun {{nama}}! Diskon 20% dengan kode {{voucher}} sampai {{sampai}}. Balas STOP untuk berhenti.',
    },
    en: {
      header: { type: 'text', text: 'Happy birthday!' },
      body: 'Happy birthday, {{nama}}! A small present from {{merek}}: 20% discount with the code {{voucher}}, valid until {{sampai}} in every shop.',
      footer: 'Reply STOP to stop receiving offers.',
      buttons: [{ type: 'copy_code', title: 'Copy code', variable: 'voucher' }],
      sms: '{{merek}}: happy birthday {{nama}}! 20% discount with code {{voucher}} until {{sampai}}. Reply STOP to stop.',
    },
  },
};

const RESTOCK: TemplateDesign = {
  category: 'marketing',
  variables: [NAME, { name: 'barang', type: 'text', sample: 'Kebaya Encim' }],
  languages: {
    id: {
      body: 'Halo {{nama}}, barang yang Anda tunggu, yaitu {{barang}}, tersedia lagi di {{merek}}. Stok terbatas, pesan sebelum kehabisan.',
      footer: 'Balas STOP untuk berhenti menerima promo.',
      buttons: [
        { type: 'url', title: 'Lihat barang', url: 'https://www.example.co.id/koleksi' },
        { type: 'reply', title: 'Berhenti promo' },
      ],
    },
    en: {
      body: 'Hello {{nama}}, the {{barang}} that you waited for is back at {{merek}}. There are only a few, so be quick.',
      footer: 'Reply STOP to stop receiving offers.',
      buttons: [
        { type: 'url', title: 'View it', url: 'https://www.example.co.id/koleksi' },
        { type: 'reply', title: 'Stop offers' },
      ],
    },
  },
};

export const MARKETING: readonly LibraryEntry[] = [
  {
    key: 'birthday',
    group: 'marketing',
    name: { id: 'Promo ulang tahun', en: 'Birthday offer' },
    summary: {
      id: 'Voucher dengan tombol salin dan cara berhenti.',
      en: 'A voucher to copy, and a way to stop.',
    },
    design: BIRTHDAY,
  },
  {
    key: 'back_in_stock',
    group: 'marketing',
    name: { id: 'Barang tersedia lagi', en: 'Back in stock' },
    summary: { id: 'Untuk yang pernah menanyakan.', en: 'For those who asked for it.' },
    design: RESTOCK,
  },
];
