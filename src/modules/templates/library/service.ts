import type { TemplateDesign } from '../../../lib/template/design.ts';
import type { LibraryEntry } from '../contract.ts';

const NAME = { name: 'nama', type: 'text', sample: 'Sari' } as const;

const APPOINTMENT: TemplateDesign = {
  category: 'utility',
  variables: [
    NAME,
    { name: 'layanan', type: 'text', sample: 'Pemeriksaan gigi' },
    { name: 'waktu', type: 'date', sample: '2026-11-25T09:30:00+07:00' },
    { name: 'tempat', type: 'text', sample: 'Klinik Melati Kemang' },
  ],
  languages: {
    id: {
      header: { type: 'text', text: 'Pengingat janji temu' },
      body: 'Halo {{nama}}, kami tunggu untuk {{layanan}} pada {{waktu}} di {{tempat}}. Mohon datang 10 menit lebih awal. Salam dari {{merek}}.',
      buttons: [
        { type: 'reply', title: 'Saya datang' },
        { type: 'reply', title: 'Ubah jadwal' },
      ],
    },
    en: {
      header: { type: 'text', text: 'Appointment reminder' },
      body: 'Hello {{nama}}, we expect you for {{layanan}} on {{waktu}} at {{tempat}}. Please come 10 minutes early. Greetings from {{merek}}.',
      buttons: [
        { type: 'reply', title: 'I will come' },
        { type: 'reply', title: 'Change the time' },
      ],
    },
  },
};

const SATISFACTION: TemplateDesign = {
  category: 'utility',
  variables: [NAME, { name: 'keperluan', type: 'text', sample: 'pesanan MLT-20931' }],
  languages: {
    id: {
      body: 'Halo {{nama}}, bagaimana layanan {{merek}} untuk {{keperluan}} kemarin? Jawaban Anda membantu kami melayani lebih baik.',
      buttons: [
        { type: 'reply', title: 'Puas' },
        { type: 'reply', title: 'Biasa saja' },
        { type: 'reply', title: 'Kurang puas' },
      ],
    },
    en: {
      body: 'Hello {{nama}}, how did {{merek}} do with {{keperluan}} yesterday? Your answer helps us to serve you better.',
      buttons: [
        { type: 'reply', title: 'Well' },
        { type: 'reply', title: 'So-so' },
        { type: 'reply', title: 'Badly' },
      ],
    },
  },
};

const TICKET: TemplateDesign = {
  category: 'utility',
  variables: [NAME, { name: 'tiket', type: 'text', sample: 'T-4471' }],
  languages: {
    id: {
      body: 'Halo {{nama}}, laporan Anda sudah kami catat dengan nomor {{tiket}}. Tim {{merek}} menjawab paling lambat besok pukul 17.00 WIB.',
      buttons: [],
    },
    en: {
      body: 'Hello {{nama}}, we have noted your report under number {{tiket}}. The {{merek}} team will answer by tomorrow, 17:00 WIB.',
      buttons: [],
    },
  },
};

export const SERVICE: readonly LibraryEntry[] = [
  {
    key: 'appointment',
    group: 'service',
    name: { id: 'Pengingat janji temu', en: 'Appointment reminder' },
    summary: { id: 'Waktu, tempat, dan tombol ubah jadwal.', en: 'Time, place and a button to change it.' },
    design: APPOINTMENT,
  },
  {
    key: 'satisfaction',
    group: 'service',
    name: { id: 'Survei kepuasan', en: 'Satisfaction' },
    summary: { id: 'Satu pertanyaan, tiga tombol.', en: 'One question, three buttons.' },
    design: SATISFACTION,
  },
  {
    key: 'ticket_received',
    group: 'service',
    name: { id: 'Laporan diterima', en: 'Report received' },
    summary: { id: 'Nomor laporan dan kapan dijawab.', en: 'Its number, and when it is answered.' },
    design: TICKET,
  },
];
