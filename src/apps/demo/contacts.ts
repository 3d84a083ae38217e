/** Customers of the demo's flower shop: believable, tied to its messages, with a few that may be the same person. */
import { type ContactsDeps, createContact, createField, createTag } from '../../modules/contacts/index.ts';
import type { Actor } from '../../modules/accounts/index.ts';

interface Customer {
  readonly name: string | null;
  /** As people write them. */
  readonly at: readonly string[];
  readonly city?: string;
  readonly tags?: readonly ('VIP' | 'Grosir' | 'Langganan' | 'Wisuda')[];
  readonly since?: string;
  readonly note?: string;
  readonly language?: string;
}

const CUSTOMERS: readonly Customer[] = [
  {
    name: 'Rina Kartika',
    at: ['0812-3456-7890', 'rina.kartika@contoh.example'],
    city: 'Bandung',
    tags: ['VIP', 'Langganan'],
    since: '2024-02-14',
    note: 'Suka mawar putih. Kirim ke kantor sebelum pukul 10.',
    language: 'id',
  },
  { name: 'Hendra Wijaya', at: ['0857-1234-0011'], city: 'Jakarta', since: '2026-11-02' },
  { name: 'Siti Nur Aini', at: ['0817-9001-1223'], city: 'Surabaya', tags: ['Wisuda'] },
  {
    name: 'PT Graha Sentosa',
    at: ['0896-5550-1234', 'admin@grahasentosa.example'],
    city: 'Jakarta',
    tags: ['Grosir', 'Langganan'],
    since: '2023-08-01',
    note: 'Bunga meja tiap Senin, faktur akhir bulan.',
  },
  {
    name: 'Yohanes Adi Nugroho',
    at: ['0882-1122-3344'],
    city: 'Yogyakarta',
    tags: ['Wisuda'],
    language: 'jv',
  },
  { name: 'Maya Puspita', at: ['0811-000-0003'], city: 'Bandung' },
  { name: 'Dewi Ayu Lestari', at: ['0813-2045-6611', 'dewi.ayu@gmail.com'], city: 'Denpasar', tags: ['VIP'] },
  { name: 'Dewi Ayu', at: ['dewiayu+bunga@gmail.com'] },
  { name: 'Rina Kartika', at: ['ID.7f3kq9xw2m'], note: 'Menulis lewat WhatsApp tanpa nomor.' },
  { name: 'Agung Prasetyo', at: ['0812-7788-9900'], city: 'Semarang' },
  { name: 'Agung Prasetyo', at: ['0812-7788-9990'], city: 'Semarang' },
  { name: 'Fitri Handayani', at: ['0821-3344-5566'], city: 'Malang', tags: ['Langganan'] },
  { name: 'Bambang Sutrisno', at: ['0813-9000-1177'], city: 'Solo', language: 'jv' },
  { name: 'Ni Luh Putu Sari', at: ['0819-3344-0099'], city: 'Denpasar', tags: ['Grosir'] },
  { name: 'I Made Suardana', at: ['0878-6112-3400'], city: 'Gianyar', tags: ['Grosir'] },
  { name: 'Cut Meutia Rahma', at: ['0852-6011-7788'], city: 'Banda Aceh' },
  { name: 'Ahmad Fauzi', at: ['0853-1122-9087'], city: 'Medan' },
  { name: 'Ratna Dewanti Kusumaningrum', at: ['0815-7654-3210'], city: 'Yogyakarta', language: 'jv' },
  { name: 'Lina Marlina', at: ['0822-1919-2020', 'lina@butiklina.example'], city: 'Bandung', tags: ['VIP'] },
  { name: 'Teguh Santoso', at: ['0856-4321-8765'], city: 'Surabaya' },
  { name: 'Kedai Kopi Senja', at: ['0877-8899-1001'], city: 'Bandung', tags: ['Grosir', 'Langganan'] },
  { name: 'Nadia Safitri', at: ['0818-0987-6543'], city: 'Bogor', tags: ['Wisuda'] },
  { name: 'Rizky Ramadhan', at: ['0838-1234-4321'], city: 'Bekasi' },
  { name: 'Yuliana Tambunan', at: ['0812-6060-7070'], city: 'Medan' },
  { name: 'Markus Wenda', at: ['0821-9876-1200'], city: 'Jayapura' },
  { name: 'Andi Tenri Abeng', at: ['0852-9911-4400'], city: 'Makassar', tags: ['Langganan'] },
  {
    name: 'Hotel Anggrek',
    at: ['events@hotelanggrek.example', '0811-2233-445'],
    city: 'Jakarta',
    tags: ['Grosir'],
  },
  { name: 'Wahyu Hidayat', at: ['0895-3421-5678'], city: 'Tangerang' },
  { name: 'Intan Permatasari', at: ['0831-5566-7788'], city: 'Cirebon', tags: ['Wisuda'] },
  { name: 'Eko Purnomo', at: ['0857-2244-6688'], city: 'Semarang', language: 'jv' },
  { name: 'Sri Mulyani Wahyuningsih', at: ['0813-1414-1515'], city: 'Klaten', language: 'jv' },
  { name: 'Deni Kurniawan', at: ['0859-1001-2002'], city: 'Garut', language: 'su' },
  { name: 'Euis Komalasari', at: ['0823-7070-1212'], city: 'Sumedang', language: 'su' },
  { name: 'Grace Natalia Siregar', at: ['grace.siregar@contoh.example'], city: 'Jakarta' },
  { name: 'Michael Tan', at: ['+65 8123 4567'], language: 'en', note: 'Orders for his mother in Bandung.' },
  { name: 'Putri Anggraini', at: ['0896-7001-3322'], city: 'Depok', tags: ['Wisuda'] },
  { name: 'Joko Susilo', at: ['0812-8800-1313'], city: 'Solo' },
  { name: 'Aisyah Zahra', at: ['0821-5050-6161'], city: 'Pekanbaru' },
  {
    name: 'Rumah Duka Kasih',
    at: ['0813-7000-0707'],
    city: 'Bandung',
    tags: ['Grosir'],
    note: 'Hubungi lewat telepon, jangan kirim promo.',
  },
  { name: null, at: ['pengunjung-8c21fa'] },
];

const kindOf = (at: string): 'phone' | 'email' | 'whatsapp' | 'webchat' => {
  if (at.includes('@')) return 'email';
  if (/^[A-Z]{2}\./.test(at)) return 'whatsapp';
  return /^[+\d]/.test(at) ? 'phone' : 'webchat';
};

export async function createDemoContacts(deps: ContactsDeps, actor: Actor): Promise<void> {
  const tags = new Map<string, string>();
  for (const [name, color] of [
    ['VIP', 'amber'],
    ['Grosir', 'blue'],
    ['Langganan', 'green'],
    ['Wisuda', 'violet'],
  ] as const)
    tags.set(name, (await createTag(deps, actor, { name, color })).id);
  const field = (key: string, id: string, en: string, type: 'text' | 'date') =>
    createField(deps, actor, { key, label: { id, en }, type, options: [] });
  await field('kota', 'Kota', 'City', 'text');
  await field('pelanggan_sejak', 'Pelanggan sejak', 'Customer since', 'date');
  for (const { name, at, city, since, note, language, ...rest } of CUSTOMERS.toReversed()) {
    const contact = {
      name,
      identities: at.map((address) => ({ kind: kindOf(address), address })),
      fields: {
        ...(city === undefined ? {} : { kota: city }),
        ...(since === undefined ? {} : { pelanggan_sejak: since }),
      },
      tags: (rest.tags ?? []).flatMap((tag) => tags.get(tag) ?? []),
      ...(note === undefined ? {} : { note }),
      ...(language === undefined ? {} : { language }),
    };
    await createContact(deps, actor, contact, null);
  }
}
