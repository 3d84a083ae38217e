/**
 * One believable request for every operation of the API, built from the ids of a workspace. The
 * security test makes every forbidden variant of it: a new operation needs a line here.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { publicIdOfUuid } from '../src/lib/uuid.ts';
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
  readonly verification: string;
  readonly verifyBlock: string;
  readonly factor: string;
  readonly spareFactor: string;
  readonly file: string;
  readonly spareFile: string;
  readonly contactImport: string;
  readonly contactExport: string;
  readonly messageCursor: string;
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

export interface Sample {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What another workspace's id gets, where it is not a 404. */
export type ForeignAnswer = { readonly code: string } | { readonly onlyOwn: string };

export interface OperationEntry {
  readonly sample: (ids: OwnIds) => Sample;
  /** By input: `path.id`, `query.cursor`, `body.channel`, `body.ids`. */
  readonly foreign?: Readonly<Record<string, ForeignAnswer>>;
  /** It answers for as long as somebody listens. */
  readonly streams?: true;
}

const plain: OperationEntry = { sample: () => ({}) };
const withBody = (body: unknown): OperationEntry => ({ sample: () => ({ body }) });
const withId = (name: keyof OwnIds, body?: unknown): OperationEntry => ({
  sample: (ids) => ({ path: { id: ids[name] }, ...(body === undefined ? {} : { body }) }),
});
const PERSON = { onlyOwn: 'a cursor only says where a page of the own rows begins' } as const;

const SIGN_IN: Readonly<Record<string, OperationEntry>> = {
  signIn: withBody({ email: 'siapa@contoh.example', password: 'bukan kata sandi' }),
  signInTotp: withBody({ code: '000000' }),
  signInLink: withBody({ token: 'x'.repeat(43) }),
  passkeySignInOptions: withBody({}),
  signInPasskey: withBody({
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
  }),
  signOut: plain,
  acceptInvitation: withBody({ token: 'x'.repeat(43), name: 'Siapa', password: 'melati-kuning-42' }),
};

const SELF: Readonly<Record<string, OperationEntry>> = {
  getSession: plain,
  setPassword: withBody({ newPassword: 'melati-kuning-42' }),
  beginTotp: withBody({}),
  disableTotp: withBody({}),
  confirmTotp: withBody({ code: '000000' }),
  renewRecoveryCodes: withBody({}),
  listPasskeys: plain,
  registerPasskey: withBody({
    name: 'Ponsel',
    credential: {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
    },
  }),
  passkeyRegistrationOptions: withBody({}),
  removePasskey: withId('passkey'),
};

const ACCOUNTS: Readonly<Record<string, OperationEntry>> = {
  getWorkspace: plain,
  updateWorkspace: withBody({ name: 'Toko Mawar' }),
  listMembers: plain,
  updateMember: withId('member', { role: 'analyst' }),
  removeMember: withId('spareMember'),
  listInvitations: plain,
  createInvitation: withBody({ email: 'baru@contoh.example', role: 'agent' }),
  revokeInvitation: withId('invitation'),
  listApiKeys: plain,
  createApiKey: withBody({ name: 'Toko daring', scopes: ['messages:send'] }),
  getApiKey: withId('key'),
  revokeApiKey: withId('spareKey'),
};

const MESSAGES: Readonly<Record<string, OperationEntry>> = {
  sendMessages: {
    sample: ({ channel }) => ({ body: { to: '081234567890', text: 'Halo', channel } }),
    foreign: { 'body.channel': { code: 'routing.channel_unknown' } },
  },
  listMessages: {
    sample: ({ channel, messageCursor }) => ({ query: { channel, cursor: messageCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  summariseMessages: plain,
  quoteMessage: {
    sample: ({ channel }) => ({ body: { text: 'Halo', channel } }),
    foreign: { 'body.channel': { code: 'routing.channel_unknown' } },
  },
  getMessage: withId('message'),
  getConversationWindow: {
    sample: ({ channel }) => ({ query: { channel, to: '081234567890' } }),
  },
  listChannelNotices: withId('channel'),
  checkChannel: withId('channel'),
  performChannelAction: {
    sample: ({ channel }) => ({ path: { id: channel, action: 'invite_tester' }, body: { input: {} } }),
  },
  cancelMessage: withId('message', {}),
  redactMessage: withId('message', {}),
  eraseMessage: withId('message'),
  listDeadLetters: {
    sample: ({ messageCursor }) => ({ query: { cursor: messageCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  redriveDeadLetters: { sample: ({ deadMessage }) => ({ body: { ids: [deadMessage] } }) },
  redriveMatchingDeadLetters: {
    sample: ({ channel }) => ({ body: { code: 'provider_error', channel } }),
  },
  getPipeline: plain,
  testChannel: withId('channel', { to: '081234567890' }),
  receiveCallback: withId('channel'),
  receiveCallbackQuery: withId('channel'),
  receiveSecretCallback: { sample: ({ channel }) => ({ path: { id: channel, secret: 'x'.repeat(22) } }) },
  receiveSecretCallbackQuery: {
    sample: ({ channel }) => ({ path: { id: channel, secret: 'x'.repeat(22) } }),
  },
  listPhoneThreads: plain,
  listPhoneMessages: {
    sample: () => ({ path: { phone: '+6281234567890' } }),
  },
  replyFromPhone: withBody({ phone: '081234567890', to: 'TOKOBUNGA', text: 'Halo' }),
  giveReceipt: { sample: ({ message }) => ({ body: { messageId: message, status: 'delivered' } }) },
  watchLive: { ...plain, streams: true },
};

const CONTACTS: Readonly<Record<string, OperationEntry>> = {
  listContacts: {
    sample: ({ contactCursor, tag }) => ({ query: { q: 'rina', tag, cursor: contactCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  countContacts: plain,
  createContact: withBody({ name: 'Rina', identities: [{ kind: 'webchat', address: 'pengunjung-1' }] }),
  getContact: withId('contact'),
  updateContact: withId('contact', { note: 'Pelanggan lama' }),
  deleteContact: withId('spareContact'),
  addContactIdentity: withId('contact', { kind: 'email', address: 'rina.baru@contoh.example' }),
  removeContactIdentity: {
    sample: ({ contact, spareIdentity }) => ({ path: { id: contact, identity: spareIdentity } }),
  },
  revealContactIdentity: {
    sample: ({ contact, identity }) => ({
      path: { id: contact },
      body: { identity, reason: 'Diminta pelanggan' },
    }),
  },
  previewContactMerge: {
    sample: ({ contact, joinContact }) => ({ path: { id: contact }, body: { others: [joinContact] } }),
  },
  mergeContacts: {
    sample: ({ contact, joinContact }) => ({ path: { id: contact }, body: { others: [joinContact] } }),
  },
  splitContact: {
    sample: ({ contact, splitIdentity }) => ({
      path: { id: contact },
      body: { identities: [splitIdentity] },
    }),
  },
  listContactHistory: {
    sample: ({ contact, messageCursor }) => ({ path: { id: contact }, query: { cursor: messageCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  undoContactChange: {
    sample: ({ contact, contactChange }) => ({ path: { id: contact, change: contactChange }, body: {} }),
  },
  listContactTimeline: {
    sample: ({ contact, messageCursor }) => ({ path: { id: contact }, query: { cursor: messageCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  listContactSuggestions: {
    sample: ({ messageCursor }) => ({ query: { cursor: messageCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  countContactSuggestions: plain,
  dismissContactSuggestion: withId('suggestion', {}),
  listContactTags: plain,
  createContactTag: withBody({ name: 'Langganan' }),
  updateContactTag: withId('tag', { color: 'green' }),
  deleteContactTag: withId('spareTag'),
  listContactFields: plain,
  createContactField: withBody({ key: 'ukuran', label: { id: 'Ukuran' }, type: 'text' }),
  updateContactField: {
    sample: () => ({ path: { key: 'kota' }, body: { label: { id: 'Kota' } } }),
  },
  deleteContactField: { sample: () => ({ path: { key: 'usang' } }) },
};

export const TEMPLATE_DESIGN = {
  category: 'utility',
  variables: [{ name: 'nama', type: 'text', sample: 'Sari' }],
  languages: { id: { body: 'Halo {{nama}}, pesanan Toko Melati sudah siap diambil di toko.' } },
} as const;

const REST: Readonly<Record<string, OperationEntry>> = {
  getLiveness: plain,
  getReadiness: plain,
  listChannelTypes: plain,
  listChannels: plain,
  createChannel: withBody({ type: 'sandbox', name: 'Baru' }),
  getChannel: withId('channel'),
  updateChannel: withId('channel', { name: 'Lain' }),
  deleteChannel: withId('spareChannel'),
  listSenders: plain,
  createSender: withBody({ address: 'MAWAR' }),
  updateSender: withId('sender', { isDefault: true }),
  deleteSender: withId('spareSender'),
  updateSenderRegistration: {
    sample: ({ sender }) => ({
      path: { id: sender, operator: 'telkomsel' },
      body: { status: 'submitted' },
    }),
  },
  getCompany: plain,
  updateCompany: withBody({ legalName: 'PT Melati Jaya', npwp: '01.234.567.8-901.000' }),
  listEndingRegistrations: plain,
  getSenderCaseFile: withId('sender'),
  updateSenderCaseFile: withId('sender', { brand: 'Toko Melati' }),
  addSenderDocument: {
    sample: ({ sender, paper }) => ({
      path: { id: sender },
      body: { kind: 'npwp', scope: 'company', file: paper },
    }),
    foreign: { 'body.file': { code: 'registrations.file_unfit' } },
  },
  removeSenderDocument: { sample: ({ sender, document }) => ({ path: { id: sender, document } }) },
  getSenderLetter: { sample: ({ sender }) => ({ path: { id: sender, operator: 'ioh' } }) },
  listTemplates: plain,
  createTemplate: withBody({ name: 'Pesanan siap', design: TEMPLATE_DESIGN }),
  checkTemplate: withBody({ name: 'pesanan_siap', design: TEMPLATE_DESIGN }),
  getTemplate: withId('template'),
  updateTemplate: withId('template', { name: 'Pesanan baru' }),
  deleteTemplate: withId('spareTemplate'),
  publishTemplate: withId('template', {}),
  listTemplateVersions: withId('template'),
  submitTemplate: {
    sample: ({ template, whatsapp }) => ({ path: { id: template }, body: { channel: whatsapp } }),
    foreign: { 'body.channel': { code: 'templates.channel_unknown' } },
  },
  syncTemplates: {
    sample: ({ whatsapp }) => ({ body: { channel: whatsapp } }),
    foreign: { 'body.channel': { code: 'templates.channel_unknown' } },
  },
  listTemplateApprovalEvents: withId('approval'),
  adoptTemplateApproval: {
    sample: ({ approval, template }) => ({ path: { id: approval }, body: { template, version: 1 } }),
  },
  deleteTemplateApproval: withId('approval'),
  listTemplateLibrary: plain,
  copyLibraryTemplate: { sample: () => ({ path: { key: 'otp' }, body: { brand: 'Toko Melati' } }) },
  listRoutes: plain,
  createRoute: {
    sample: ({ channel, sender }) => ({
      body: { name: 'Rute', when: { senders: [sender] }, to: { channels: [channel] } },
    }),
  },
  orderRoutes: {
    sample: ({ route, spareRoute }) => ({ body: { ids: [spareRoute, route] } }),
    foreign: { 'body.ids': { code: 'routing.route_order_incomplete' } },
  },
  updateRouteDefault: withBody({ fallback: true }),
  explainRoute: {
    sample: ({ channel }) => ({ body: { to: '081234567890', channel } }),
    foreign: { 'body.channel': { code: 'routing.channel_unknown' } },
  },
  updateRoute: withId('route', { name: 'Rute lain' }),
  deleteRoute: withId('spareRoute'),
  listOptOuts: {
    sample: ({ optedOut }) => ({ query: { cursor: optedOut } }),
    foreign: { 'query.cursor': PERSON },
  },
  createOptOut: withBody({ phone: '081299998888' }),
  deleteOptOut: { sample: ({ optedOut }) => ({ path: { phone: optedOut } }) },
  listAudit: {
    sample: ({ auditCursor }) => ({ query: { cursor: auditCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  checkAudit: plain,
  listWebhookEndpoints: plain,
  createWebhookEndpoint: withBody({ url: 'https://toko.example/hook', types: ['message.received'] }),
  getWebhookEndpoint: withId('webhook'),
  updateWebhookEndpoint: withId('webhook', { description: 'Toko daring' }),
  deleteWebhookEndpoint: withId('spareWebhook'),
  listTwilioAccounts: plain,
  createTwilioAccount: withBody({ name: 'Toko daring' }),
  revokeTwilioAccount: { sample: ({ spareTwilioAccount }) => ({ path: { sid: spareTwilioAccount } }) },
  rotateWebhookSecret: withId('webhook', {}),
  testWebhookEndpoint: withId('webhook', {}),
  listWebhookDeliveries: {
    sample: ({ webhook, webhookCursor }) => ({ path: { id: webhook }, query: { cursor: webhookCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  getWebhookDelivery: {
    sample: ({ webhook, webhookDelivery }) => ({ path: { id: webhook, delivery: webhookDelivery } }),
  },
  replayWebhookDeliveries: {
    sample: ({ webhook, webhookDelivery }) => ({ path: { id: webhook }, body: { ids: [webhookDelivery] } }),
  },
  startVerification: {
    sample: ({ verifyService }) => ({ body: { service: verifyService, to: '081234500001' } }),
  },
  listVerifications: {
    sample: ({ messageCursor }) => ({ query: { cursor: messageCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  checkVerificationByNumber: {
    sample: ({ verifyService }) => ({ body: { service: verifyService, to: '081234500002', code: '000000' } }),
  },
  getVerification: withId('verification'),
  // Whether it exists elsewhere is what the uniform answer hides.
  checkVerification: {
    ...withId('verification', { code: '000000' }),
    foreign: { 'path.id': { onlyOwn: 'an unknown verification answers as a wrong code does' } },
  },
  resendVerification: withId('verification', {}),
  cancelVerification: withId('verification', {}),
  listVerifyServices: plain,
  createVerifyService: withBody({ name: 'Masuk', brand: 'Toko Mawar' }),
  getVerifyService: withId('verifyService'),
  updateVerifyService: withId('verifyService', { ttlSeconds: 240 }),
  deleteVerifyService: withId('spareVerifyService'),
  replayVerifyLimits: withId('verifyService', { limits: { numberHour: 2 } }),
  getVerifyInsight: { sample: ({ verifyService }) => ({ query: { service: verifyService } }) },
  listVerifyBlocks: {
    sample: ({ auditCursor }) => ({ query: { cursor: auditCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  liftVerifyBlock: withId('verifyBlock', {}),
  unlockVerifyNumber: withBody({ to: '081234500003' }),
  listVerifyFactors: { sample: () => ({ query: { entity: 'pelanggan-1' } }) },
  createVerifyFactor: {
    sample: ({ verifyService }) => ({
      body: { service: verifyService, entity: 'pelanggan-1', label: 'Rina' },
    }),
  },
  verifyFactor: withId('factor', { code: '000000' }),
  challengeFactor: withId('factor', { code: '000000' }),
  deleteVerifyFactor: withId('spareFactor'),
  listContactImports: plain,
  createContactImport: {
    sample: ({ file }) => ({ body: { fileId: file } }),
    foreign: { 'body.fileId': { code: 'contacts.import_file_unknown' } },
  },
  getContactImport: withId('contactImport'),
  previewContactImport: withId('contactImport'),
  startContactImport: withId('contactImport', {
    mapping: [{ to: 'name' }, { to: 'phone' }],
    options: { onExisting: 'skip' },
  }),
  cancelContactImport: withId('contactImport', {}),
  listContactImportFaults: {
    sample: ({ contactImport, auditCursor }) => ({
      path: { id: contactImport },
      query: { cursor: auditCursor },
    }),
    foreign: { 'query.cursor': PERSON },
  },
  downloadContactImportReport: withId('contactImport'),
  listContactExports: plain,
  createContactExport: withBody({ format: 'csv' }),
  getContactExport: withId('contactExport'),
  downloadContactExport: withId('contactExport'),
  uploadFile: { sample: () => ({ query: { name: 'a.csv', purpose: 'import' }, body: { nama: 'Rina' } }) },
  getFile: withId('file'),
  downloadLinkedFile: { sample: () => ({ path: { token: 'x'.repeat(60) } }) },
  downloadFile: withId('file'),
  deleteFile: withId('spareFile'),
  listPrices: plain,
  createPrice: {
    sample: ({ channel }) => ({ body: { medium: 'sms', operator: 'ioh', amount: 36_000, channel } }),
    foreign: { 'body.channel': { code: 'billing.channel_unknown' } },
  },
  quotePrice: {
    sample: ({ channel }) => ({ query: { channel } }),
    foreign: { 'query.channel': { code: 'billing.channel_unknown' } },
  },
  getBilling: plain,
  updateBilling: withBody({ mode: 'postpaid', creditLimit: 1_000_000_000 }),
  createTopUp: withBody({ amount: 50_000_000, reference: 'INV-2026-11' }),
  createTrialCredit: withBody({ amount: 1_000_000 }),
  listLedger: {
    sample: ({ journalCursor }) => ({ query: { cursor: journalCursor } }),
    foreign: { 'query.cursor': PERSON },
  },
  getStatement: { sample: () => ({ query: { from: '2026-11-01', to: '2026-11-30' } }) },
  exportStatement: { sample: () => ({ query: { from: '2026-11-01', to: '2026-11-30' } }) },
};

export const OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ...SIGN_IN,
  ...SELF,
  ...ACCOUNTS,
  ...MESSAGES,
  ...CONTACTS,
  ...REST,
};

/** Inputs whose value names something that a workspace owns. */
const ID_INPUT = /^(id|ids|.*Ids?|cursor|channel|service)$/;
export const namesAnId = (input: string): boolean => ID_INPUT.test(input);

async function bury(app: AppKit, workspace: TestWorkspace, message: bigint): Promise<void> {
  await app.rows(
    `with gone as (delete from messages.outbox where id = $2 returning channel_id)
     insert into messages.dead_letter (workspace_id, message_id, channel_id, lane, code, attempts)
     select $1, $2, channel_id, 1, 'provider_error', 5 from gone`,
    [workspace.id, message.toString()],
  );
}

/** A contact with two addresses and a merge behind it, another that may be the same, and tags. */
async function peopleOf(
  app: AppKit,
  workspace: TestWorkspace,
  call: (what: string, body: unknown) => Promise<string>,
) {
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
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

async function contentIdsOf(
  app: AppKit,
  workspace: TestWorkspace,
  call: (what: string, body: unknown) => Promise<string>,
): Promise<Pick<OwnIds, 'template' | 'spareTemplate' | 'approval' | 'whatsapp'>> {
  const settings = { phoneNumberId: '1065', wabaId: '77', accessToken: 'rahasia', appSecret: 'rahasia' };
  const whatsapp = await call('POST /v1/channels', {
    ...{ type: 'whatsapp-cloud', name: 'WhatsApp', settings, enabled: false },
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
  const endpoint = () =>
    call('POST /v1/webhook-endpoints', { url: 'https://toko.example/hook', types: ['message.received'] });
  const webhook = await endpoint();
  const webhookDelivery = await call(`POST /v1/webhook-endpoints/${webhook}/test`, {});
  const passkey = await passkeyOf(app, options.userId);
  await call('POST /v1/opt-outs', { phone: options.optedOut });
  const serviceOf = (name: string) => call('POST /v1/verify/services', { name, brand: 'Toko Melati' });
  const verifyService = await serviceOf('Masuk');
  const factor = (label: string) =>
    call('POST /v1/verify/factors', { service: verifyService, entity: 'pelanggan-1', label });
  const verification = await call('POST /v1/verifications', {
    service: verifyService,
    to: `+62812${randomInt(10_000_000, 99_999_999)}`,
  });
  const block = await blockIn(app, workspace);
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
    channel: await channel(),
    spareChannel: await channel(),
    sender: senderId,
    spareSender: await sender('KENANGA'),
    paper,
    document: papers.body.documents[0]?.id ?? '',
    ...content,
    route: await routeTo('Rute'),
    spareRoute: await routeTo('Rute cadangan'),
    webhook,
    spareWebhook: await endpoint(),
    spareTwilioAccount: String(
      (await app.request('POST /v1/twilio/accounts', { key: workspace.key, body: { name: 'Lama' } })).body[
        'accountSid'
      ],
    ),
    webhookDelivery,
    webhookCursor: publicIds.encode('cur', publicIds.decode('whd', webhookDelivery) ?? 0n),
    verifyService,
    spareVerifyService: await serviceOf('Cadangan'),
    verification,
    verifyBlock: publicIdOfUuid('vbl', block),
    factor: await factor('Rina'),
    spareFactor: await factor('Rani'),
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
