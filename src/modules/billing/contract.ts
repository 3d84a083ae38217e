/** Request and response shapes of prices, balances, the ledger and statements. The console imports this file. */
import { z } from 'zod';

const Timestamp = z.iso.datetime();
export const MEDIA = ['sms', 'whatsapp', 'rcs', 'email', 'webchat'] as const;
export const Medium = z.enum(MEDIA);
export type Medium = z.infer<typeof Medium>;
/** `*`: every operator without a price of its own. */
export const PRICE_OPERATORS = ['telkomsel', 'ioh', 'xlsmart', '*'] as const;
const PriceOperator = z.enum(PRICE_OPERATORS);
const CLASSES = ['otp', 'transactional', 'conversation', 'marketing'] as const;
/** `*`: every class without a price of its own. */
export const PRICE_CLASSES = [...CLASSES, '*'] as const;
export const PriceClass = z.enum(PRICE_CLASSES);
export type PriceClass = z.infer<typeof PriceClass>;
/** What a provider charges for a message as. `*`: every category without a price of its own, and media without categories. */
export const PRICE_CATEGORIES = [
  'marketing',
  'utility',
  'authentication',
  'authentication-international',
  'service',
  '*',
] as const;
export const PriceCategory = z.enum(PRICE_CATEGORIES);
export type PriceCategory = z.infer<typeof PriceCategory>;
/** The evidence that makes a message cost its price. */
export const ChargeOn = z.enum(['sent', 'delivered']);
export type ChargeOn = z.infer<typeof ChargeOn>;
const Currency = z.string().regex(/^[A-Z]{3}$/, 'Three capital letters (ISO 4217).');
const ChannelId = z.string().max(64);

/** Price of one segment (or of one message, where a channel has no segments) from a moment on. */
export const Price = z.object({
  id: z.string(),
  medium: Medium,
  /** Public id; null for every channel of the medium. */
  channel: z.string().nullable(),
  /** `telkomsel`, `ioh`, `xlsmart`, or `*` for all others. */
  operator: z.string(),
  class: PriceClass,
  category: PriceCategory,
  /** Counts only while the person may be written to freely: on WhatsApp, 24 hours after their last message. */
  inWindow: z.boolean(),
  amount: z.number().int(),
  currency: z.string().length(3),
  chargeOn: ChargeOn,
  validFrom: Timestamp,
});
export type Price = z.infer<typeof Price>;
export const CreatePrice = z.strictObject({
  medium: Medium,
  channel: ChannelId.nullable().default(null),
  operator: PriceOperator,
  class: PriceClass.default('*'),
  category: PriceCategory.default('*'),
  inWindow: z.boolean().default(false),
  /** Minor units: Rp350 is 35000. */
  amount: z.int().min(0).max(100_000_000),
  currency: Currency.default('IDR'),
  chargeOn: ChargeOn.default('sent'),
  validFrom: z.iso.datetime({ offset: true }).optional(),
});

/** A published price list that stands ready to be taken over. */
export const ReadyPriceList = z.object({
  id: z.string(),
  medium: Medium,
  /** Of the recipients, ISO 3166. */
  country: z.string().length(2),
  name: z.object({ id: z.string(), en: z.string() }),
  source: z.object({ id: z.string(), en: z.string() }),
  checkedAt: z.iso.date(),
  currency: z.literal('USD'),
  chargeOn: ChargeOn,
  entries: z.array(
    z.object({
      category: PriceCategory,
      inWindow: z.boolean(),
      /** Millionths of a dollar. */
      micros: z.number().int().min(0),
      validFrom: z.iso.date(),
      /** So many a month and sender cost nothing; the provider says of each message whether it is one of them. */
      freePerMonth: z.number().int().optional(),
    }),
  ),
});
export type ReadyPriceList = z.infer<typeof ReadyPriceList>;
export const AdoptPriceList = z.strictObject({
  /** Rupiah in minor units per US dollar: Rp16.450 is 1645000. */
  rate: z.int().min(100_000).max(100_000_000),
  channel: ChannelId.nullable().default(null),
  /** Now when left out. */
  validFrom: z.iso.datetime({ offset: true }).optional(),
});
export const QuotePrice = z.strictObject({
  medium: Medium.default('sms'),
  channel: ChannelId.optional(),
  operator: PriceOperator.default('*'),
  class: PriceClass.default('*'),
  category: PriceCategory.default('*'),
  inWindow: z.stringbool().default(false),
  segments: z.coerce.number().int().min(1).max(255).default(1),
  at: z.iso.datetime({ offset: true }).optional(),
});
export const PriceQuote = z.object({
  /** Null where no price is set. */
  total: z.object({ amount: z.number().int(), currency: z.string() }).nullable(),
  /** The price that counts. */
  price: Price.nullable(),
  at: Timestamp,
});
export type PriceQuote = z.infer<typeof PriceQuote>;

export const BillingMode = z.enum(['prepaid', 'postpaid']);
export type BillingMode = z.infer<typeof BillingMode>;
/** Rp100 billion: far above what one transfer pays, far below where numbers lose digits. */
const MOST = 10_000_000_000_000;
const Amount = z.int().min(1).max(MOST);

/** What a workspace has in one currency; minor units throughout. */
export const Balance = z.object({
  currency: z.string(),
  available: z.number().int(),
  /** Held for messages under way. */
  reserved: z.number().int(),
  spent: z.number().int(),
  /** Used before it was paid. */
  owed: z.number().int(),
  funded: z.number().int(),
  trialCredit: z.number().int(),
  /** Null without limit; 0 when prepaid. */
  creditLimit: z.number().int().nullable(),
  /** What new messages may still cost; null without limit. */
  spendable: z.number().int().nullable(),
  lowBelow: z.number().int().nullable(),
  /** Since when less than `lowBelow` has been left. */
  lowSince: Timestamp.nullable(),
});
export type Balance = z.infer<typeof Balance>;
export const Billing = z.object({ mode: BillingMode, balances: z.array(Balance) });
export type Billing = z.infer<typeof Billing>;

export const TopUp = z.strictObject({
  amount: Amount,
  currency: Currency.default('IDR'),
  /** Of the transfer or invoice; each is booked once. */
  reference: z.string().trim().min(1).max(100),
  note: z.string().trim().min(1).max(500).optional(),
});
export const TrialCredit = z.strictObject({
  amount: Amount,
  currency: Currency.default('IDR'),
  note: z.string().trim().min(1).max(500).optional(),
});
export const ChangeBilling = z.strictObject({
  mode: BillingMode,
  currency: Currency.default('IDR'),
  /** Postpaid only: how much may be used before it is paid; null without limit. */
  creditLimit: z.int().min(0).max(MOST).nullable().default(null),
  /** Tell when less than this is left; null for never. */
  lowBelow: z.int().min(0).max(MOST).nullable().default(null),
});

export const JOURNAL_KINDS = ['top_up', 'trial_credit', 'reserve', 'settle', 'release'] as const;
/** One journal: what moved between the accounts of one currency. The changes of all six sum to 0. */
export const Journal = z.object({
  id: z.string(),
  at: Timestamp,
  kind: z.enum(JOURNAL_KINDS),
  currency: z.string(),
  /** Set where all that messages did within an hour is summed up. */
  hour: Timestamp.nullable(),
  messages: z.number().int(),
  changes: z.object({
    available: z.number().int(),
    reserved: z.number().int(),
    spent: z.number().int(),
    funding: z.number().int(),
    trial: z.number().int(),
    credit: z.number().int(),
  }),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  /** Public id of the member or key; null for messages. */
  actor: z.string().nullable(),
});
export type Journal = z.infer<typeof Journal>;
export const JournalPage = z.object({ items: z.array(Journal), next: z.string().nullable() });
export const ListLedger = z.strictObject({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  currency: Currency.optional(),
  kind: z.enum(JOURNAL_KINDS).optional(),
});

export const STATEMENT_PARTS = ['day', 'medium', 'channel', 'operator', 'class', 'category'] as const;
export type StatementPart = (typeof STATEMENT_PARTS)[number];
const Parts = z
  .string()
  .default('day,channel,operator')
  .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
  .pipe(z.array(z.enum(STATEMENT_PARTS)));
export const ShowStatement = z.strictObject({
  /** First and last day in the workspace's zone. */
  from: z.iso.date(),
  to: z.iso.date(),
  by: Parts.describe(
    'What a row is: any of day, medium, channel, operator, class, category, with commas between.',
  ),
});
export const ExportStatement = ShowStatement.extend({
  separator: z
    .enum(['semicolon', 'comma'])
    .default('semicolon')
    .describe('`semicolon` with decimal commas, as spreadsheets in Indonesia read it; `comma` with points.'),
});
export const StatementRow = z.object({
  /** Null where rows are not told apart by it. */
  day: z.iso.date().nullable(),
  medium: Medium.nullable(),
  channel: z.object({ id: z.string(), name: z.string() }).nullable(),
  operator: z.string().nullable(),
  class: z.string().nullable(),
  /** As the provider charged it; `*` where it knows no categories. */
  category: z.string().nullable(),
  currency: z.string(),
  messages: z.number().int(),
  amount: z.number().int(),
});
export type StatementRow = z.infer<typeof StatementRow>;
export const Statement = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  totals: z.array(z.object({ currency: z.string(), messages: z.number().int(), amount: z.number().int() })),
  rows: z.array(StatementRow),
});
export type Statement = z.infer<typeof Statement>;
