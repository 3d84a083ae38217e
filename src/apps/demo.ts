/**
 * What a newcomer finds at the first start: a flower shop with members, senders,
 * prices, a sandbox channel and an afternoon of messages, all made through the
 * same doors that everybody uses.
 */
import {
  addMember,
  createApiKey,
  createUserAccount,
  createWorkspace,
  type Role,
} from '../modules/accounts/index.ts';
import { createPrice, giveTrialCredit } from '../modules/billing/index.ts';
import { changeRegistration, createChannel, createSender } from '../modules/routing/index.ts';
import { createTwilioAccount } from '../modules/twilio/index.ts';
import { createUsualService } from '../modules/verify/index.ts';
import { createDemoContacts } from './demo/contacts.ts';
import { createDemoContent } from './demo/content.ts';
import type { Demo } from './instance.ts';
import type { RouteDeps } from './routes.ts';

const PEOPLE: readonly { readonly name: string; readonly email: string; readonly role: Role }[] = [
  { name: 'Sari Wulandari', email: 'sari@tokobunga.example', role: 'owner' },
  { name: 'Budi Santoso', email: 'budi@tokobunga.example', role: 'developer' },
  { name: 'Dewi Lestari', email: 'dewi@tokobunga.example', role: 'supervisor' },
  { name: 'Agus Pratama', email: 'agus@tokobunga.example', role: 'agent' },
];

/** Minor units of rupiah per segment; believable, not an operator's offer. */
const PRICES = [
  { operator: 'telkomsel', amount: 42_000 },
  { operator: 'ioh', amount: 36_000 },
  { operator: 'xlsmart', amount: 34_500 },
  { operator: '*', amount: 45_000 },
] as const;

/** Rp100.000: some 240 messages. Postpaid as every new workspace, so nothing is refused when it is used up. */
const TRIAL_CREDIT = { amount: 10_000_000, currency: 'IDR', note: 'Selamat mencoba Titian' } as const;

/** Whatever the guides under docs/how-to call, save what concerns money and people of the workspace. */
const KEY_SCOPES = [
  'messages:send',
  'messages:read',
  'messages:cancel',
  'messages:redrive',
  'messages:erase',
  'channels:read',
  'channels:write',
  'channels:test',
  'senders:read',
  'senders:write',
  'templates:read',
  'templates:write',
  'prices:read',
  'billing:read',
  'optouts:read',
  'optouts:write',
  'contacts:read',
  'contacts:write',
  'contacts:numbers',
  'contacts:manage',
  'contacts:delete',
  'contacts:reveal',
  'contacts:import',
  'contacts:export',
  'files:read',
  'files:write',
  'webhooks:read',
  'webhooks:manage',
  'workspace:read',
  'phone:use',
  'verify:send',
  'verify:check',
  'verify:read',
  'verify:manage',
] as const;

export async function createDemo(deps: RouteDeps): Promise<Demo> {
  const { accounts, routing, billing, verify } = deps;
  const workspaceId = await createWorkspace(accounts, {
    name: 'Toko Bunga Melati',
    timeZone: 'Asia/Jakarta',
    locale: 'id',
    trial: true,
  });
  const actor = { kind: 'system', workspaceId, name: 'first-start' } as const;
  const userIds: string[] = [];
  for (const { role, ...person } of PEOPLE) {
    const userId = await createUserAccount(accounts, person);
    await addMember(accounts, { workspaceId, userId, role });
    userIds.push(userId);
  }
  // Lowest priority: the first real channel goes before it.
  await createChannel(routing, actor, {
    type: 'sandbox',
    name: 'Ponsel virtual',
    settings: {},
    enabled: true,
    priority: 0,
  });
  const shop = await createSender(routing, actor, { address: 'TOKOBUNGA', isDefault: true });
  await createSender(routing, actor, { address: 'MELATI', isDefault: false });
  await changeRegistration(routing, actor, shop.id, 'telkomsel', {
    status: 'approved',
    reference: 'TSEL-2026-0412',
  });
  await changeRegistration(routing, actor, shop.id, 'ioh', { status: 'approved', reference: 'IOH-88213' });
  await changeRegistration(routing, actor, shop.id, 'xlsmart', {
    status: 'submitted',
    note: 'Menunggu LoA bermeterai',
  });
  for (const price of PRICES) await createPrice(billing, actor, { medium: 'sms', currency: 'IDR', ...price });
  await giveTrialCredit(billing, actor, TRIAL_CREDIT, null);
  await createDemoContacts(deps.contacts, actor);
  await createDemoContent(deps, actor, shop.id);
  await createUsualService(verify, actor, { name: 'Masuk toko', brand: 'Toko Bunga Melati' });
  const key = await createApiKey(accounts, actor, {
    name: 'Kunci percobaan',
    mode: 'live',
    scopes: [...KEY_SCOPES],
  });
  const { accountSid, authToken } = await createTwilioAccount(deps.twilio, actor, {
    name: 'Program untuk Twilio',
    mode: 'live',
  });
  return {
    workspaceId,
    userId: userIds[0] ?? '',
    apiKey: key.key,
    twilio: { accountSid, authToken, from: shop.address },
  };
}

const TEXTS: readonly { readonly to: string; readonly text: string; readonly class?: 'otp' | 'marketing' }[] =
  [
    {
      to: '+6281234567890',
      text: 'Halo Rina, buket mawar Anda (INV-2041) sudah kami terima. Terima kasih telah memesan di Toko Bunga Melati.',
    },
    {
      to: '+6285712340011',
      text: 'Pesanan INV-2042 sedang dirangkai dan dikirim pukul 15.00 WIB. Lacak: https://tokobunga.example/l/2042',
    },
    {
      to: '+6281790011223',
      text: 'Toko Bunga Melati: kode masuk Anda 482913. Berlaku 5 menit. Jangan bagikan kode ini kepada siapa pun.',
      class: 'otp',
    },
    {
      to: '+6289655501234',
      text: 'Pengingat: tagihan langganan bunga meja bulan November Rp250.000 jatuh tempo 25 Nov 2026.',
    },
    { to: '+6281234567890', text: 'Kurir kami sudah di depan pintu. Mohon siapkan penerima ya, Kak 🌷' },
    {
      to: '+6288211223344',
      text: 'Diskon 20% untuk karangan bunga wisuda sampai Minggu. Balas STOP untuk berhenti.',
      class: 'marketing',
    },
    { to: '+628110000003', text: 'Pesanan INV-2043 siap diambil di toko hari ini sampai pukul 20.00 WIB.' },
  ];

const ANSWERS: readonly { readonly from: string; readonly text: string }[] = [
  { from: '+6281234567890', text: 'Sudah diterima, bunganya cantik sekali. Terima kasih!' },
  { from: '+6285712340011', text: 'Bisa dikirim sebelum jam 2?' },
];

/** Sends the afternoon's messages through the gate and lets two customers answer. */
export async function playDemo(deps: RouteDeps, workspaceId: string): Promise<void> {
  const { acceptor, findOpen, emit, tables } = deps.messages;
  await acceptor.accept({
    workspaceId,
    actor: 'first-start',
    sandboxOnly: true,
    locale: 'id',
    mode: 'each',
    messages: TEXTS.map(({ to, text, class: messageClass }) => ({
      ok: true,
      value: { to, text, channel: 'auto', class: messageClass ?? 'transactional' },
    })),
    idempotency: undefined,
  });
  const { channels } = await tables.of(workspaceId);
  const sandbox = channels.flatMap(({ id }) => findOpen(id) ?? [])[0];
  for (const { from, text } of sandbox === undefined ? [] : ANSWERS) {
    const body = Buffer.from(JSON.stringify({ kind: 'reply', from, to: 'TOKOBUNGA', text }));
    await sandbox?.connection.receive?.({ method: 'POST', headers: {}, query: {}, body }, (event) =>
      emit(sandbox, event),
    );
  }
}
