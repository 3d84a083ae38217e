/** A workspace with one of everything that has an id, for tests that ask for the wrong one. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../src/lib/uuid.ts';
import type { AppKit, TestWorkspace } from './app-kit.ts';

/** What a workspace owns, by public id; `spare` things are there to be deleted. */
export interface OwnIds {
  readonly member: string;
  readonly spareMember: string;
  readonly invitation: string;
  readonly key: string;
  readonly spareKey: string;
  readonly passkey: string;
  readonly message: string;
  readonly deadMessage: string;
  readonly channel: string;
  readonly spareChannel: string;
  readonly sender: string;
  readonly spareSender: string;
  /** On the case file of `sender`. */
  readonly document: string;
  /** An uploaded paper. */
  readonly paper: string;
  /** Published. */
  readonly template: string;
  readonly spareTemplate: string;
  /** Of `template` on `whatsapp`. */
  readonly approval: string;
  /** A channel that approves templates and is switched off. */
  readonly whatsapp: string;
  readonly route: string;
  readonly spareRoute: string;
  readonly webhook: string;
  readonly spareWebhook: string;
  /** `AC…` */
  readonly spareTwilioAccount: string;
  /** To `webhook`. */
  readonly webhookDelivery: string;
  readonly webhookCursor: string;
  readonly verifyService: string;
  readonly spareVerifyService: string;
  readonly rateLimit: string;
  readonly spareRateLimit: string;
  readonly verification: string;
  readonly verifyBlock: string;
  readonly factor: string;
  readonly spareFactor: string;
  readonly file: string;
  readonly spareFile: string;
  readonly contactImport: string;
  readonly contactExport: string;
  readonly messageCursor: string;
  /** Kept as it came over `channel`. */
  readonly keptEntry: string;
  readonly contact: string;
  readonly spareContact: string;
  readonly joinContact: string;
  /** Of `contact`, which has more besides. */
  readonly identity: string;
  readonly spareIdentity: string;
  readonly splitIdentity: string;
  /** Of `contact`. */
  readonly contactChange: string;
  readonly contactCursor: string;
  readonly suggestion: string;
  readonly tag: string;
  readonly spareTag: string;
  /** A number: entries of the audit trail are counted from 1 in each workspace. */
  readonly auditCursor: string;
  readonly journalCursor: string;
  /** A number that opted out here, and nowhere else. */
  readonly optedOut: string;
}

export const TEMPLATE_DESIGN = {
  category: 'utility',
  variables: [{ name: 'nama', type: 'text', sample: 'Sari' }],
  languages: { id: { body: 'Halo {{nama}}, pesanan Toko Melati sudah siap diambil di toko.' } },
} as const;

async function bury(app: AppKit, workspace: TestWorkspace, message: bigint): Promise<void> {
  await app.rows(
    `with gone as (delete from messages.outbox where id = $2 returning channel_id)
     insert into messages.dead_letter (workspace_id, message_id, channel_id, lane, code, attempts)
     select $1, $2, channel_id, 1, 'provider_error', 5 from gone`,
    [workspace.id, message.toString()],
  );
}

/** A contact with two addresses and a merge behind it, another that may be the same, and tags. */
async function peopleOf(app: AppKit, workspace: TestWorkspace, call: Call) {
  const number = () => ({ kind: 'phone', address: `+62813${randomInt(10_000_000, 99_999_999)}` });
  const email = (domain: string) => ({ kind: 'email', address: `rina@${domain}.example` });
  for (const key of ['kota', 'usang'])
    await call('POST /v1/contact-fields', { key, label: { id: key }, type: 'text' });
  const visitor = (name: string) => ({ kind: 'webchat', address: `${name}-${randomInt(1_000_000)}` });
  const contact = await call('POST /v1/contacts', {
    name: 'Rina Kartika',
    identities: [number(), visitor('tetap'), visitor('lepas'), visitor('pisah')],
  });
  const single = () => call('POST /v1/contacts', { identities: [number()] });
  await call(`POST /v1/contacts/${contact}/merge`, { others: [await single()] });
  // The same name and an address of another kind: a suggestion.
  await call('POST /v1/contacts', { name: 'Rina Kartika', identities: [email('dua')] });
  const read = async (what: string) =>
    z
      .object({
        items: z.array(z.looseObject({ id: z.string(), kind: z.string().optional() })).default([]),
        identities: z.array(z.object({ id: z.string(), address: z.string() })).default([]),
      })
      .parse((await app.request(`GET ${what}`, { key: workspace.key })).body);
  const changes = (await read(`/v1/contacts/${contact}/history`)).items;
  const { identities } = await read(`/v1/contacts/${contact}`);
  const identityOf = (name: string) => identities.find(({ address }) => address.startsWith(name))?.id ?? '';
  const tag = (name: string) => call('POST /v1/contact-tags', { name });
  const internal = app.runtime.routeDeps.contacts.publicIds.decode('con', contact) ?? 0n;
  return {
    contact,
    spareContact: await single(),
    joinContact: await single(),
    identity: identityOf('tetap'),
    spareIdentity: identityOf('lepas'),
    splitIdentity: identityOf('pisah'),
    contactChange: changes.find(({ kind }) => kind === 'merged')?.id ?? '',
    contactCursor: Buffer.from(JSON.stringify([0, 'rina', String(internal)])).toString('base64url'),
    suggestion: (await read('/v1/contact-suggestions')).items[0]?.id ?? '',
    tag: await tag('VIP'),
    spareTag: await tag('Lama'),
  };
}

async function passkeyOf(app: AppKit, userId: string): Promise<string> {
  const passkey = randomUUID();
  await app.rows(
    `insert into accounts.passkey (id, user_id, credential_id, public_key, counter, transports, rp_id, name)
     values ($1, $2, $3, '\\x00', 0, '{}', 'localhost', 'Ponsel')`,
    [passkey, userId, randomBytes(12).toString('base64url')],
  );
  return passkey;
}

async function blockIn(app: AppKit, workspace: TestWorkspace): Promise<string> {
  const block = randomUUID();
  await app.rows(
    `insert into verify.block (workspace_id, id, level, subject, reason, evidence, enforced, strikes, created_at, expires_at)
     values ($1, $2, 2, '+62811999', 'burst', '{}', true, 0, now(), now() + interval '1 hour')`,
    [workspace.id, block],
  );
  return block;
}

/** The eight bytes that begin every PNG, and some more. */
async function keptOf(app: AppKit, { id }: TestWorkspace, channel: string) {
  const [row] = await app.rows<{ id: string }>(
    `insert into messages.kept_raw (workspace_id, channel_id, external_id, kind, at, raw)
     values ($1, $2, 'history:1', 'history', now(), '{"history": []}') returning id`,
    [id, uuidOfPublicId('chn', channel)],
  );
  return { channel, keptEntry: publicIdOfUuid('raw', row?.id ?? '') };
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

async function contentIdsOf(
  app: AppKit,
  workspace: TestWorkspace,
  call: Call,
): Promise<Pick<OwnIds, 'template' | 'spareTemplate' | 'approval' | 'whatsapp'>> {
  const settings = { phoneNumberId: '1065', wabaId: '77', accessToken: 'rahasia', appSecret: 'rahasia' };
  const whatsapp = await call('POST /v1/channels', {
    type: 'whatsapp-cloud',
    name: 'WhatsApp',
    settings,
    enabled: false,
  });
  const template = await call('POST /v1/templates', { name: 'Pesanan', design: TEMPLATE_DESIGN });
  await call(`POST /v1/templates/${template}/publish`, {});
  const submitted = await app.request<{ approvals: { id: string }[] }>(
    `POST /v1/templates/${template}/submit`,
    {
      key: workspace.key,
      body: { channel: whatsapp },
    },
  );
  return {
    whatsapp,
    template,
    spareTemplate: await call('POST /v1/templates', { name: 'Cadangan', design: TEMPLATE_DESIGN }),
    approval: submitted.body.approvals[0]?.id ?? '',
  };
}

type Call = (what: string, body: unknown) => Promise<string>;

async function webhookIdsOf(app: AppKit, call: Call) {
  const { publicIds } = app.runtime.routeDeps.messages;
  const endpoint = () =>
    call('POST /v1/webhook-endpoints', { url: 'https://toko.example/hook', types: ['message.received'] });
  const webhook = await endpoint();
  const webhookDelivery = await call(`POST /v1/webhook-endpoints/${webhook}/test`, {});
  return {
    webhook,
    spareWebhook: await endpoint(),
    webhookDelivery,
    webhookCursor: publicIds.encode('cur', publicIds.decode('whd', webhookDelivery) ?? 0n),
  };
}

async function verifyIdsOf(app: AppKit, workspace: TestWorkspace, call: Call) {
  const serviceOf = (name: string) => call('POST /v1/verify/services', { name, brand: 'Toko Melati' });
  const verifyService = await serviceOf('Masuk');
  const factor = (label: string) =>
    call('POST /v1/verify/factors', { service: verifyService, entity: 'pelanggan-1', label });
  const to = `+62812${randomInt(10_000_000, 99_999_999)}`;
  return {
    verifyService,
    spareVerifyService: await serviceOf('Cadangan'),
    rateLimit: await call(`POST /v1/verify/services/${verifyService}/rate-limits`, { name: 'perangkat' }),
    spareRateLimit: await call(`POST /v1/verify/services/${verifyService}/rate-limits`, { name: 'sesi' }),
    verification: await call('POST /v1/verifications', { service: verifyService, to }),
    verifyBlock: publicIdOfUuid('vbl', await blockIn(app, workspace)),
    factor: await factor('Rina'),
    spareFactor: await factor('Rani'),
  };
}

/** Fills a workspace with one of everything that has an id. `userId` is who holds the passkey. */
export async function ownIdsOf(
  app: AppKit,
  workspace: TestWorkspace,
  options: { readonly userId: string; readonly optedOut: string },
): Promise<OwnIds> {
  const call = async (what: string, body: unknown): Promise<string> => {
    const answer = await app.request(what, { key: workspace.key, body });
    if (answer.status >= 300) throw new Error(`${what}: ${JSON.stringify(answer.body)}`);
    return String(answer.body['id']);
  };
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const send = () => call('POST /v1/messages', { to: '081234567890', text: 'Halo', sendAt: later });
  const channel = () => call('POST /v1/channels', { type: 'sandbox', name: 'Kanal', priority: 10 });
  const sender = (address: string) => call('POST /v1/senders', { address });
  const routeTo = (name: string) => call('POST /v1/routes', { name, to: { channels: [workspace.channel] } });
  const memberId = async () => publicIdOfUuid('mbr', (await app.memberOf(workspace, 'agent')).memberId);
  const { publicIds } = app.runtime.routeDeps.messages;
  const message = await send();
  const deadMessage = await send();
  const dead = publicIds.decode('msg', deadMessage);
  if (dead === undefined) throw new Error('not a message id');
  await bury(app, workspace, dead);
  const webhooks = await webhookIdsOf(app, call);
  const passkey = await passkeyOf(app, options.userId);
  await call('POST /v1/opt-outs', { phone: options.optedOut });
  const verify = await verifyIdsOf(app, workspace, call);
  const file = (name: string) =>
    call(`POST /v1/files?name=${name}&purpose=import`, `Nama,No HP\n${name},081234567890\n`);
  const table = await file('satu.csv');
  const people = await peopleOf(app, workspace, call);
  const senderId = await sender('MELATI');
  const paper = await call('POST /v1/files?name=npwp.png&purpose=document', PNG);
  const papers = await app.request<{ documents: { id: string }[] }>(
    `POST /v1/senders/${senderId}/documents`,
    {
      key: workspace.key,
      body: { kind: 'npwp', scope: 'company', file: paper },
    },
  );
  const content = await contentIdsOf(app, workspace, call);
  const keys = [await app.keyOf(workspace, ['messages:read']), await app.keyOf(workspace, ['messages:read'])];
  return {
    member: await memberId(),
    spareMember: await memberId(),
    invitation: await call('POST /v1/invitations', {
      email: `undangan-${randomBytes(4).toString('hex')}@contoh.example`,
      role: 'agent',
    }),
    key: keys[0]?.id ?? '',
    spareKey: keys[1]?.id ?? '',
    passkey: publicIdOfUuid('psk', passkey),
    message,
    deadMessage,
    ...(await keptOf(app, workspace, await channel())),
    spareChannel: await channel(),
    sender: senderId,
    spareSender: await sender('KENANGA'),
    paper,
    document: papers.body.documents[0]?.id ?? '',
    ...content,
    ...webhooks,
    ...verify,
    route: await routeTo('Rute'),
    spareRoute: await routeTo('Rute cadangan'),
    spareTwilioAccount: String(
      (await app.request('POST /v1/twilio/accounts', { key: workspace.key, body: { name: 'Lama' } })).body[
        'accountSid'
      ],
    ),
    file: table,
    contactImport: await call('POST /v1/contacts/imports', { fileId: table }),
    contactExport: await call('POST /v1/contacts/exports', { format: 'csv' }),
    spareFile: await file('dua.csv'),
    messageCursor: publicIds.encode('cur', dead),
    ...people,
    auditCursor: options.optedOut.slice(-4),
    journalCursor: await call('POST /v1/billing/top-ups', { amount: 100_000_000, reference: randomUUID() }),
    optedOut: options.optedOut,
  };
}
