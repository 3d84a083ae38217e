import type { SettingsField } from '../../channel.ts';
import { words } from './words.ts';

export const rcsFields: readonly SettingsField[] = [
  {
    name: 'agentId',
    group: 'connection',
    input: 'text',
    label: words('ID agen', 'Agent id'),
    help: words(
      'Dari konsol RCS for Business, misalnya toko_bunga_abc_agent@rbm.goog.',
      'From the RCS for Business console, such as toko_bunga_abc_agent@rbm.goog.',
    ),
  },
  {
    name: 'region',
    group: 'connection',
    input: 'select',
    label: words('Wilayah agen', 'Region of the agent'),
    options: [
      { value: 'asia', label: words('Asia', 'Asia') },
      { value: 'us', label: words('Amerika', 'America') },
      { value: 'europe', label: words('Eropa', 'Europe') },
    ],
  },
  {
    name: 'serviceAccount',
    group: 'credentials',
    input: 'password',
    label: words('Berkas kunci akun layanan (JSON)', 'Key file of the service account (JSON)'),
    help: words(
      'Konsol → Akun layanan → Buat kunci. Tempelkan seluruh isi berkas.',
      'Console → Service account → Create key. Paste the whole file.',
    ),
  },
  {
    name: 'clientToken',
    group: 'receipts',
    input: 'password',
    label: words('Token klien webhook', 'Client token of the webhook'),
    help: words(
      'Pilih sendiri, lalu masukkan yang sama di konsol bersama alamat webhook. Tanpa token, tidak ada laporan yang dipercaya.',
      'Choose it yourself and enter the same in the console with the webhook address. Without it no report is believed.',
    ),
  },
  {
    name: 'agentName',
    group: 'connection',
    input: 'text',
    label: words('Nama lengkap agen', 'Full name of the agent'),
    help: words(
      'brands/…/agents/…: agar peluncuran per operator dan webhook dapat dilihat dan didaftarkan dari sini.',
      'brands/…/agents/…: so that launches per operator and the webhook can be seen and registered from here.',
    ),
  },
  {
    name: 'messagesPerSecond',
    group: 'pace',
    input: 'number',
    label: words('Pesan per detik', 'Messages per second'),
  },
  {
    name: 'window',
    group: 'pace',
    input: 'number',
    label: words('Panggilan bersamaan', 'Calls at a time'),
  },
  {
    name: 'ttlSeconds',
    group: 'advanced',
    input: 'number',
    label: words('Masa tunggu ponsel', 'How long to wait for the phone'),
    unit: 's',
    help: words(
      'Pesan tanpa batas waktu ditarik kembali sesudahnya, paling lama 15 hari.',
      'Messages without an expiry of their own are taken back after it; 15 days at most.',
    ),
  },
  {
    name: 'capabilityHours',
    group: 'advanced',
    input: 'number',
    label: words('Kemampuan ponsel diingat', 'How long abilities of phones are remembered'),
    unit: 'h',
  },
  {
    name: 'timeoutSeconds',
    group: 'advanced',
    input: 'number',
    label: words('Batas waktu panggilan', 'Time limit of a call'),
    unit: 's',
  },
  {
    name: 'baseUrl',
    group: 'advanced',
    input: 'text',
    label: words('Alamat API lain', 'Another API address'),
    help: words('Kosong: alamat Google.', "Empty: Google's."),
  },
  {
    name: 'tokenUrl',
    group: 'advanced',
    input: 'text',
    label: words('Alamat token lain', 'Another token address'),
    help: words('Kosong: yang tertulis di berkas kunci.', 'Empty: the one in the key file.'),
  },
];
