import type { LibraryEntry } from '../contract.ts';
import type { TemplateDesign } from '../../../lib/template/design.ts';

const NAME = { name: 'nama', type: 'text', sample: 'Sari' } as const;
const ORDER = { name: 'pesanan', type: 'text', sample: 'MLT-20931' } as const;
const TRACKING = { name: 'resi', type: 'text', sample: 'JX1234567890' } as const;
const TRACK_URL = 'https://www.example.co.id/lacak/{{resi}}';

const RECEIVED: TemplateDesign = {
  category: 'utility',
  variables: [NAME, ORDER, { name: 'total', type: 'money', sample: '254000' }],
  languages: {
    id: {
      header: { type: 'text', text: 'Pesanan diterima' },
      body: 'Halo {{nama}}, pesanan {{pesanan}} senilai {{total}} sudah kami terima. Kami kabari lagi begitu dikirim. Terima kasih sudah berbelanja di {{merek}}.',
      buttons: [{ type: 'reply', title: 'Lihat pesanan' }],
    },
    en: {
      header: { type: 'text', text: 'Order received' },
      body: 'Hello {{nama}}, we have received your order {{pesanan}} for {{total}}. We will write again as soon as it ships. Thank you for shopping at {{merek}}.',
      buttons: [{ type: 'reply', title: 'View order' }],
    },
  },
};

const SHIPPED: TemplateDesign = {
  category: 'utility',
  variables: [
    NAME,
    ORDER,
    { name: 'kurir', type: 'text', sample: 'JNE' },
    TRACKING,
    { name: 'tiba', type: 'date', sample: '2026-11-25' },
  ],
  languages: {
    id: {
      header: { type: 'text', text: 'Pesanan dikirim' },
      body: 'Halo {{nama}}, pesanan {{pesanan}} dari {{merek}} sudah kami serahkan ke {{kurir}} dengan nomor resi {{resi}}. Perkiraan tiba {{tiba}}, mohon pastikan ada yang menerima di rumah.',
      sms: '{{merek}}: pesanan {{pesanan}} sudah dikirim lewat {{kurir}}, resi {{resi}}, perkiraan tiba {{tiba}}.',
      buttons: [{ type: 'url', title: 'Lacak kiriman', url: TRACK_URL }],
    },
    en: {
      header: { type: 'text', text: 'Order shipped' },
      body: 'Hello {{nama}}, your order {{pesanan}} from {{merek}} is with {{kurir}} now, tracking number {{resi}}. It should arrive on {{tiba}}, please make sure that somebody is at home.',
      sms: '{{merek}}: order {{pesanan}} was shipped with {{kurir}}, tracking number {{resi}}, expected on {{tiba}}.',
      buttons: [{ type: 'url', title: 'Track parcel', url: TRACK_URL }],
    },
  },
};

const PROBLEM: TemplateDesign = {
  category: 'utility',
  variables: [NAME, ORDER, { name: 'alasan', type: 'text', sample: 'alamat tidak ditemukan' }],
  languages: {
    id: {
      header: { type: 'text', text: 'Kiriman tertunda' },
      body: 'Halo {{nama}}, kurir belum bisa mengantar pesanan {{pesanan}} dari {{merek}} karena {{alasan}}. Balas pesan ini supaya kami atur ulang pengirimannya.',
      buttons: [
        { type: 'reply', title: 'Kirim ulang besok' },
        { type: 'reply', title: 'Ubah alamat' },
      ],
    },
    en: {
      header: { type: 'text', text: 'Delivery delayed' },
      body: 'Hello {{nama}}, the courier could not deliver your order {{pesanan}} from {{merek}} because of {{alasan}}. Reply to this message so that we can arrange another delivery.',
      buttons: [
        { type: 'reply', title: 'Try again tomorrow' },
        { type: 'reply', title: 'Change address' },
      ],
    },
  },
};

const ARRIVED: TemplateDesign = {
  category: 'utility',
  variables: [NAME, ORDER, { name: 'penerima', type: 'text', sample: 'Budi (satpam)' }],
  languages: {
    id: {
      body: 'Halo {{nama}}, pesanan {{pesanan}} dari {{merek}} sudah sampai dan diterima oleh {{penerima}}. Bila ada yang kurang sesuai, balas pesan ini.',
      buttons: [{ type: 'reply', title: 'Ada masalah' }],
    },
    en: {
      body: 'Hello {{nama}}, your order {{pesanan}} from {{merek}} has arrived and was taken by {{penerima}}. If anything is not as it should be, reply to this message.',
      buttons: [{ type: 'reply', title: 'Report a problem' }],
    },
  },
};

export const ORDERS: readonly LibraryEntry[] = [
  {
    key: 'order_received',
    group: 'orders',
    name: { id: 'Pesanan diterima', en: 'Order received' },
    summary: { id: 'Konfirmasi setelah pembeli memesan.', en: 'Confirms what was ordered.' },
    design: RECEIVED,
  },
  {
    key: 'order_shipped',
    group: 'orders',
    name: { id: 'Pesanan dikirim', en: 'Order shipped' },
    summary: { id: 'Nomor resi dan perkiraan tiba.', en: 'Tracking number and expected arrival.' },
    design: SHIPPED,
  },
  {
    key: 'delivery_problem',
    group: 'orders',
    name: { id: 'Kiriman bermasalah', en: 'Delivery problem' },
    summary: { id: 'Menawarkan antar ulang atau alamat lain.', en: 'Offers another day or address.' },
    design: PROBLEM,
  },
  {
    key: 'order_arrived',
    group: 'orders',
    name: { id: 'Pesanan sampai', en: 'Order arrived' },
    summary: { id: 'Siapa yang menerima, dan cara melapor.', en: 'Who took it, and how to complain.' },
    design: ARRIVED,
  },
];
