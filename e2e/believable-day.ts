/** Fills the demo workspace with a working day of a flower shop, through the same API that customers use. */
import { setTimeout as sleep } from 'node:timers/promises';
import { apiOf } from '../testing/processes/titian-api.ts';
import type { TitianAddress } from './start-titian.ts';

/** Numbers of every operator, and one nobody knows. */
const CUSTOMERS = [
  '0812-3456-7890',
  '0857-1234-0011',
  '0817-9001-1223',
  '0896-5550-1234',
  '0882-1122-3344',
  '0813-7788-9900',
  '0878-4455-6677',
  '0838-2233-4455',
];

const TEXTS = [
  {
    class: 'transactional',
    text: 'Pesanan INV-{n} sudah kami terima. Terima kasih telah memesan di Toko Bunga Melati.',
  },
  { class: 'transactional', text: 'Pesanan INV-{n} sedang dirangkai dan dikirim pukul 15.00 WIB.' },
  {
    class: 'transactional',
    text: 'Kurir kami menuju alamat Anda dengan INV-{n}. Mohon siapkan penerima ya, Kak 🌷',
  },
  { class: 'otp', text: 'Kode masuk Toko Bunga Melati: 48{n}. Berlaku 5 menit.' },
  { class: 'transactional', text: 'INV-{n} sudah sampai. Semoga suka! Balas bila ada yang kurang.' },
  { class: 'marketing', text: 'Diskon 20% karangan bunga wisuda sampai Minggu. Balas STOP untuk berhenti.' },
  { class: 'transactional', text: 'Pengingat: tagihan INV-{n} Rp250.000 jatuh tempo 25 Nov 2026.' },
] as const;

const REPLIES = [
  'Terima kasih, bunganya segar!',
  'Bisa diantar lebih pagi?',
  'Alamatnya pindah ke Jl. Kenanga 7',
  'Siap, saya tunggu',
];

export async function fillWorkspace({ url, apiKey }: Pick<TitianAddress, 'url' | 'apiKey'>): Promise<void> {
  const api = apiOf(url, apiKey);
  const messages: object[] = Array.from({ length: 48 }, (_, at) => {
    const { text, class: messageClass } = TEXTS[at % TEXTS.length] ?? TEXTS[0];
    const to = CUSTOMERS[at % CUSTOMERS.length];
    return { to, text: text.replace('{n}', String(2044 + at)), class: messageClass };
  });
  messages.push({ to: '+628110000001', text: 'Pesanan INV-2092 siap diambil.' });
  messages.push({
    to: '0812-3456-7890',
    text: 'Besok hari jadi pernikahan Anda. Mau kirim bunga?',
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const sent = await api.call('POST', '/v1/messages', messages);
  if (sent.status >= 300) throw new Error(`The day was refused: ${JSON.stringify(sent.body)}`);
  for (const [at, text] of REPLIES.entries())
    await api.call('POST', '/v1/phone/replies', { phone: CUSTOMERS[at], to: 'TOKOBUNGA', text });
  await api.call('POST', '/v1/phone/replies', { phone: '0882-1122-3344', to: 'TOKOBUNGA', text: 'BERHENTI' });
  await api.call('POST', '/v1/messages', {
    to: '0812-3456-7890',
    text: 'Buket mawar Anda (INV-2093) sudah di depan pintu. Mohon siapkan penerima ya, Kak.',
  });
  // The sandbox gives its receipts after 0.4 s.
  await sleep(2_000);
}
