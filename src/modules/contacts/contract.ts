/** Request and response shapes of contacts. The console imports this file. */
import { z } from 'zod';
import { isStorable, NOT_STORABLE_REMEDY } from '../../lib/storable-text.ts';

const Timestamp = z.iso.datetime();

/** `phone` serves SMS, RCS and WhatsApp alike; `whatsapp` is a business-scoped user id, known without any number. */
export const IDENTITY_KINDS = ['phone', 'whatsapp', 'email', 'webchat'] as const;
export const IdentityKind = z.enum(IDENTITY_KINDS);
export type IdentityKind = z.infer<typeof IdentityKind>;

export const FIELD_TYPES = ['text', 'number', 'date', 'select', 'boolean'] as const;
export const FieldType = z.enum(FIELD_TYPES);
export type FieldType = z.infer<typeof FieldType>;

export const TAG_COLORS = ['grey', 'blue', 'green', 'amber', 'red', 'violet'] as const;
export const TagColor = z.enum(TAG_COLORS);
export type TagColor = z.infer<typeof TagColor>;

export const MAX_NAME_LENGTH = 200;
export const MAX_NOTE_LENGTH = 5000;
export const MAX_FIELD_TEXT = 1000;
export const MAX_FIELDS = 50;
export const MAX_TAGS = 200;
export const MAX_IDENTITIES = 50;
/** Contacts that one merge may take in. */
export const MAX_MERGE = 20;

const text = (max: number) => z.string().max(max).refine(isStorable, NOT_STORABLE_REMEDY);
const Id = z.string().max(64);

export const FieldValue = z.union([text(MAX_FIELD_TEXT), z.number(), z.boolean()]);
export type FieldValue = z.infer<typeof FieldValue>;
/** Values by field key. */
export const FieldValues = z.record(z.string().max(40), FieldValue);
export type FieldValues = z.infer<typeof FieldValues>;

export const Identity = z.object({
  id: z.string(),
  kind: IdentityKind,
  /** Masked (`+62812••••789`) for those who may not see whole addresses. */
  address: z.string(),
  masked: z.boolean(),
  /** As the person calls themselves on that channel. */
  profileName: z.string().nullable(),
  verifiedAt: Timestamp.nullable(),
  firstSeenAt: Timestamp.nullable(),
  lastSeenAt: Timestamp.nullable(),
  /** From then on it is not this person's any more: a number or user id that was replaced. */
  endedAt: Timestamp.nullable(),
});
export type Identity = z.infer<typeof Identity>;

export const TagRef = z.object({ id: z.string(), name: z.string(), color: TagColor });
export type TagRef = z.infer<typeof TagRef>;

/** A contact as lists show it. */
export const ContactSummary = z.object({
  id: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  /** Those in use, the one most recently used first. */
  identities: z.array(Identity),
  tags: z.array(TagRef),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type ContactSummary = z.infer<typeof ContactSummary>;

export const Contact = ContactSummary.extend({
  fields: FieldValues,
  note: z.string(),
  /** Former addresses too. */
  identities: z.array(Identity),
  /** The contact that it became part of; then it has no identities of its own. */
  mergedInto: z.string().nullable(),
  /** Public ids of the contacts that are part of it. */
  mergedFrom: z.array(z.string()),
});
export type Contact = z.infer<typeof Contact>;

export const ContactPage = z.object({ items: z.array(ContactSummary), next: z.string().nullable() });
export type ContactPage = z.infer<typeof ContactPage>;

export const ListContacts = z.strictObject({
  /** A name or its beginning, a phone number in any spelling, its beginning or its last digits, an e-mail address, an id. */
  q: z.string().max(100).optional(),
  /** Public id of a tag. */
  tag: Id.optional(),
  /** `key:value`, exactly, upper and lower case alike. */
  field: z.string().max(160).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListContacts = z.output<typeof ListContacts>;

/** `reached` means "that many or more": counting on would read the whole table. */
export const ContactCount = z.object({ count: z.number().int(), reached: z.boolean() });
export type ContactCount = z.infer<typeof ContactCount>;

export const NewIdentity = z.strictObject({
  kind: IdentityKind,
  /** A phone number in any spelling, an e-mail address, or an opaque id. */
  address: z.string().min(1).max(320).refine(isStorable, NOT_STORABLE_REMEDY),
});
export type NewIdentity = z.infer<typeof NewIdentity>;

const Name = text(MAX_NAME_LENGTH).trim().min(1).nullable();
const Language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Use a language tag such as "id" or "en".')
  .max(35)
  .nullable();

export const CreateContact = z.strictObject({
  name: Name.optional(),
  language: Language.optional(),
  identities: z.array(NewIdentity).max(MAX_IDENTITIES).default([]),
  fields: FieldValues.optional(),
  /** Public ids. */
  tags: z.array(Id).max(MAX_TAGS).optional(),
  note: text(MAX_NOTE_LENGTH).optional(),
});
export type CreateContact = z.output<typeof CreateContact>;

export const UpdateContact = z.strictObject({
  name: Name.optional(),
  language: Language.optional(),
  note: text(MAX_NOTE_LENGTH).optional(),
  /** Only the keys given change; null removes a value. */
  fields: z.record(z.string().max(40), FieldValue.nullable()).optional(),
  /** All of them, public ids. */
  tags: z.array(Id).max(MAX_TAGS).optional(),
});
export type UpdateContact = z.output<typeof UpdateContact>;

export const MergeContacts = z.strictObject({
  /** Contacts that become part of this one. */
  others: z.array(Id).min(1).max(MAX_MERGE),
  /** Which contact's value stays, where they differ; this contact's own unless told. By `name`, `language` or `fields.<key>`. */
  take: z.record(z.string().max(60), Id).optional(),
});
export type MergeContacts = z.output<typeof MergeContacts>;

/** What a merge would do, value by value: what is whose. */
export const MergePreview = z.object({
  contact: Contact,
  others: z.array(Contact),
  conflicts: z.array(
    z.object({
      /** `name`, `language` or `fields.<key>` */
      what: z.string(),
      values: z.array(z.object({ contact: z.string(), value: FieldValue })),
    }),
  ),
});
export type MergePreview = z.infer<typeof MergePreview>;

export const SplitContact = z.strictObject({
  /** Identities that belong to somebody else: they move to a new contact. */
  identities: z.array(Id).min(1).max(MAX_IDENTITIES),
  name: Name.optional(),
});
export type SplitContact = z.output<typeof SplitContact>;

export const RevealIdentity = z.strictObject({
  identity: Id,
  /** Why; stands in the audit trail. */
  reason: text(200).trim().min(3),
});
export const RevealedIdentity = z.object({ id: z.string(), kind: IdentityKind, address: z.string() });
export type RevealedIdentity = z.infer<typeof RevealedIdentity>;

export const CHANGE_KINDS = [
  'created',
  'edited',
  'identity_added',
  'identity_removed',
  'identity_replaced',
  'merged',
  'split',
  'undone',
  'deleted',
  'revealed',
] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

export const ContactChange = z.object({
  id: z.string(),
  kind: ChangeKind,
  at: Timestamp,
  actor: z.object({ kind: z.enum(['member', 'key', 'system', 'contact']), id: z.string() }),
  /** The contact that it is about. */
  contact: z.string(),
  /** Others that took part, with their names then. */
  others: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  /** Identities that moved, came or went; masked like all others. */
  identities: z.array(z.object({ id: z.string(), kind: IdentityKind, address: z.string() })),
  /** Of an edit: what changed, by `name`, `language`, `note`, `tags` or `fields.<key>`. */
  edits: z.array(z.object({ what: z.string(), before: FieldValue.nullable(), after: FieldValue.nullable() })),
  undoable: z.boolean(),
  undone: z.boolean(),
});
export type ContactChange = z.infer<typeof ContactChange>;
export const ContactHistory = z.object({ items: z.array(ContactChange), next: z.string().nullable() });
export type ContactHistory = z.infer<typeof ContactHistory>;

export const ListHistory = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A message as a contact's timeline shows it. */
export const TimelineMessage = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  status: z.string(),
  class: z.string(),
  channel: z.object({ id: z.string(), name: z.string(), type: z.string() }),
  /** The person's address that it went to or came from. */
  party: z.string(),
  /** Null for codes, and for those who may not read messages. */
  text: z.string().nullable(),
  /** What it holds besides a text, e.g. `media` of the kind `image`, `buttons`, `location`; null where there is nothing to tell. */
  content: z.object({ type: z.string(), kind: z.string().optional() }).nullable(),
});
export type TimelineMessage = z.infer<typeof TimelineMessage>;

export const ContactTimelineEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), id: z.string(), at: Timestamp, message: TimelineMessage }),
  z.object({ type: z.literal('change'), id: z.string(), at: Timestamp, change: ContactChange }),
  z.object({
    type: z.literal('opt_out'),
    id: z.string(),
    at: Timestamp,
    optOut: z.object({ address: z.string(), source: z.string(), keyword: z.string().nullable() }),
  }),
]);
export type ContactTimelineEntry = z.infer<typeof ContactTimelineEntry>;
export const ContactTimeline = z.object({
  items: z.array(ContactTimelineEntry),
  next: z.string().nullable(),
});
export type ContactTimeline = z.infer<typeof ContactTimeline>;

export const SUGGESTION_REASONS = [
  'same_phone',
  'same_email',
  'similar_name',
  'written_together',
  'number_change',
] as const;
export const Suggestion = z.object({
  id: z.string(),
  reason: z.enum(SUGGESTION_REASONS),
  /** What they share; addresses masked like all others. */
  evidence: z.string(),
  contacts: z.tuple([ContactSummary, ContactSummary]),
  createdAt: Timestamp,
});
export type Suggestion = z.infer<typeof Suggestion>;
export const SuggestionPage = z.object({ items: z.array(Suggestion), next: z.string().nullable() });
export type SuggestionPage = z.infer<typeof SuggestionPage>;

export const Tag = TagRef.extend({ contacts: ContactCount, createdAt: Timestamp });
export type Tag = z.infer<typeof Tag>;
const TagName = text(40).trim().min(1);
export const CreateTag = z.strictObject({ name: TagName, color: TagColor.default('grey') });
export const UpdateTag = z.strictObject({ name: TagName.optional(), color: TagColor.optional() });

export const FieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Begin with a letter; use lower-case letters, digits and "_".');
const Label = text(60).trim().min(1);
const Options = z.array(text(60).trim().min(1)).max(100);
export const Field = z.object({
  key: z.string(),
  label: z.object({ id: z.string(), en: z.string().nullable() }),
  type: FieldType,
  /** Of a select; empty otherwise. */
  options: z.array(z.string()),
  position: z.number().int(),
});
export type Field = z.infer<typeof Field>;
export const CreateField = z.strictObject({
  key: FieldKey,
  label: z.strictObject({ id: Label, en: Label.nullable().default(null) }),
  type: FieldType,
  options: Options.default([]),
});
export const UpdateField = z.strictObject({
  label: z.strictObject({ id: Label, en: Label.nullable().default(null) }).optional(),
  options: Options.optional(),
  position: z.int().min(0).max(1000).optional(),
});

/** What a column of a file becomes. Several columns may be parts of the name, or further numbers and addresses. */
export const ColumnTarget = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('skip') }),
  z.strictObject({ to: z.literal('name') }),
  z.strictObject({ to: z.literal('phone') }),
  z.strictObject({ to: z.literal('email') }),
  /** Names of tags, separated by commas or semicolons; those that are missing are made. */
  z.strictObject({ to: z.literal('tags') }),
  z.strictObject({ to: z.literal('field'), key: FieldKey }),
  /** A field that is made when the import starts. */
  z.strictObject({ to: z.literal('new_field'), label: Label, type: FieldType.exclude(['select']) }),
]);
export type ColumnTarget = z.infer<typeof ColumnTarget>;

export const MAX_COLUMNS = 100;
/** What happens to a contact that is there already: overwrite with what the file says, fill what is empty, or leave alone. */
export const ON_EXISTING = ['update', 'fill', 'skip'] as const;
export const TRANSFER_FAILURES = ['file_gone', 'damaged', 'internal'] as const;

export const ImportOptions = z.strictObject({
  onExisting: z.enum(ON_EXISTING).default('update'),
  /** Name of a tag that every contact of the file gets. */
  tag: TagName.optional(),
  /** Where the numbers come from and what these people agreed to; stands in the audit trail. */
  consent: text(500).trim().optional(),
});
export type ImportOptions = z.output<typeof ImportOptions>;

export const Import = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['draft', 'waiting', 'running', 'done', 'canceled', 'failed']),
  /** Names of the columns, in order. */
  columns: z.array(z.string()),
  mapping: z.array(ColumnTarget),
  options: ImportOptions,
  /** Rows of the file; null while they are not counted. */
  total: z.number().int().nullable(),
  processed: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  /** Were there already and said the same. */
  unchanged: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  failure: z.enum(TRANSFER_FAILURES).nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
});
export type Import = z.infer<typeof Import>;
export const ImportList = z.object({ items: z.array(Import) });

export const CreateImport = z.strictObject({
  /** A file that was uploaded with the purpose `import`. */
  fileId: Id,
  /** Found out when absent. */
  separator: z.enum([',', ';', '\t', '|']).optional(),
});
export const ImportPreview = z.object({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  /** The first 20 rows. */
  rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
  /** What each column seems to be. */
  guess: z.array(ColumnTarget),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
export const StartImport = z.strictObject({
  /** One for each column. */
  mapping: z.array(ColumnTarget).min(1).max(MAX_COLUMNS),
  options: ImportOptions,
});

export const IMPORT_FAULTS = [
  'no_address',
  'phone_invalid',
  'phone_scientific',
  'phone_length',
  'email_invalid',
  'name_too_long',
  'value_invalid',
  'value_too_long',
  'tag_too_long',
  'too_many_tags',
  'too_many_cells',
  'too_many_identities',
  'addresses_of_two',
] as const;
export const ImportFault = z.object({
  /** As a spreadsheet counts: the names are usually row 1. */
  row: z.number().int(),
  /** Name of the column; null when it is about the whole row. */
  column: z.string().nullable(),
  code: z.enum(IMPORT_FAULTS),
  /** What stood there, masked for those who may not see whole numbers. */
  value: z.string(),
});
export type ImportFault = z.infer<typeof ImportFault>;
export const ImportFaultPage = z.object({ items: z.array(ImportFault), next: z.string().nullable() });
export const ListImportFaults = z.strictObject({
  /** The row after which to go on. */
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** The same filter as `ListContacts`. */
export const CreateExport = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  q: z.string().max(100).optional(),
  tag: Id.optional(),
  field: z.string().max(160).optional(),
});
export const Export = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  format: z.enum(['csv', 'xlsx']),
  /** Addresses are masked, because whoever asked may not see them whole. */
  masked: z.boolean(),
  /** Contacts written so far. */
  processed: z.number().int(),
  failure: z.enum(TRANSFER_FAILURES).nullable(),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type Export = z.infer<typeof Export>;
export const ExportList = z.object({ items: z.array(Export) });
