import type { TemplateDesign } from '../../../lib/template/design.ts';
import type { LibraryEntry } from '../contract.ts';

const NAME = { name: 'nama', type: 'text', sample: 'Sari' } as const;
const BILL = { name: 'tagihan', type: 'text', sample: 'INV-1126-044' } as const;
const AMOUNT = { name: 'jumlah', type: 'money', sample: '125000' } as const;

const REMINDER: TemplateDesign = {
  category: 'utility',
  variables: [
    NAME,
    BILL,
    AMOUNT,
    { name: 'jatuh_tempo', type: 'date', sample: '2026-11-30' },
    { name: 'kode_bayar', type: 'text', sample: '8808 1234 5678' },
  ],
  languages: {
    id: {
      header: { type: 'text', text: 'Pengingat tagihan' },
      body: 'Halo {{nama}}, tagihan {{tagihan}} dari {{merek}} sebesar {{jumlah}} jatuh tempo pada {{jatuh_tempo}}. Bayar lewat virtual account {{kode_bayar}} di bank mana pun. Abaikan bila sudah membayar.',
      sms: '{{merek}}: tagihan {{tagihan}} {{jumlah}} jatuh tempo {{jatuh_tempo}}. Bayar ke VA {{kode_bayar}}. Abaikan bila sudah.',
      buttons: [{ type: 'reply', title: 'Sudah bayar' }],
    },
    en: {
      header: { type: 'text', text: 'Payment reminder' },
      body: 'Hello {{nama}}, your {{merek}} bill {{tagihan}} for {{jumlah}} is due on {{jatuh_tempo}}. Pay to the virtual account {{kode_bayar}} at any bank. Ignore this if you have paid already.',
      sms: '{{merek}}: bill {{tagihan}} for {{jumlah}} is due {{jatuh_tempo}}. Pay to VA {{kode_bayar}}. Ignore if paid.',
      buttons: [{ type: 'reply', title: 'I have paid' }],
    },
  },
};

const PAID: TemplateDesign = {
  category: 'utility',
  variables: [NAME, BILL, AMOUNT, { name: 'waktu', type: 'date', sample: '2026-11-22T14:05:00+07:00' }],
  languages: {
    id: {
      header: { type: 'text', text: 'Pembayaran diterima' },
      body: 'Terima kasih, {{nama}}. Pembayaran {{jumlah}} untuk tagihan {{tagihan}} sudah diterima {{merek}} pada {{waktu}}. Simpan pesan ini sebagai bukti pembayaran.',
      buttons: [],
    },
    en: {
      header: { type: 'text', text: 'Payment received' },
      body: 'Thank you, {{nama}}. {{merek}} has received your payment of {{jumlah}} for bill {{tagihan}} on {{waktu}}. Keep this message as your receipt.',
      buttons: [],
    },
  },
};

const REFUND: TemplateDesign = {
  category: 'utility',
  variables: [NAME, AMOUNT, { name: 'pesanan', type: 'text', sample: 'MLT-20931' }],
  languages: {
    id: {
      body: 'Halo {{nama}}, pengembalian dana {{jumlah}} untuk pesanan {{pesanan}} di {{merek}} sedang diproses dan masuk ke rekening Anda paling lambat dalam 5 hari kerja.',
      buttons: [],
    },
    en: {
      body: 'Hello {{nama}}, your refund of {{jumlah}} for order {{pesanan}} at {{merek}} is on its way and will reach your account within 5 working days.',
      buttons: [],
    },
  },
};

export const PAYMENTS: readonly LibraryEntry[] = [
  {
    key: 'payment_reminder',
    group: 'payments',
    name: { id: 'Pengingat pembayaran', en: 'Payment reminder' },
    summary: { id: 'Jumlah, jatuh tempo, dan virtual account.', en: 'Amount, due date and virtual account.' },
    design: REMINDER,
  },
  {
    key: 'payment_received',
    group: 'payments',
    name: { id: 'Pembayaran diterima', en: 'Payment received' },
    summary: { id: 'Bukti bayar dalam satu pesan.', en: 'A receipt in one message.' },
    design: PAID,
  },
  {
    key: 'refund',
    group: 'payments',
    name: { id: 'Pengembalian dana', en: 'Refund' },
    summary: { id: 'Jumlah dan kapan masuk.', en: 'How much, and when it arrives.' },
    design: REFUND,
  },
];
