/**
 * One believable request for every operation of the API, built from the ids of a workspace. The
 * security test makes every forbidden variant of it: a new operation needs a line here.
 */
import { type OwnIds, TEMPLATE_DESIGN } from './own-ids.ts';

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
  /** It asks the provider over the channel's connection, which nobody holds in a process that does not send: 503. */
  readonly needsConnection?: true;
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
  listKept: {
    sample: ({ channel, keptEntry }) => ({ path: { id: channel }, query: { cursor: keptEntry } }),
    foreign: { 'query.cursor': PERSON },
  },
  getKept: { sample: ({ channel, keptEntry }) => ({ path: { id: channel, entry: keptEntry } }) },
  checkChannel: { ...withId('channel'), needsConnection: true },
  performChannelAction: {
    sample: ({ channel }) => ({ path: { id: channel, action: 'invite_tester' }, body: { input: {} } }),
    needsConnection: true,
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
  listVerifyRateLimits: withId('verifyService'),
  createVerifyRateLimit: withId('verifyService', {
    name: 'alamat',
    buckets: [{ max: 5, intervalSeconds: 600 }],
  }),
  updateVerifyRateLimit: {
    sample: ({ verifyService, rateLimit }) => ({
      path: { id: verifyService, limit: rateLimit },
      body: { buckets: [{ max: 6, intervalSeconds: 600 }] },
    }),
  },
  deleteVerifyRateLimit: {
    sample: ({ verifyService, spareRateLimit }) => ({ path: { id: verifyService, limit: spareRateLimit } }),
  },
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
    foreign: { 'body.fileId': { code: 'contact_transfer.import_file_unknown' } },
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
  listReadyPriceLists: plain,
  adoptPriceList: {
    sample: ({ channel }) => ({ path: { key: 'whatsapp-id' }, body: { rate: 1_645_000, channel } }),
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
const ID_INPUT = /^(id|ids|.*Ids?|cursor|channel|entry|service)$/;
export const namesAnId = (input: string): boolean => ID_INPUT.test(input);
