/** News about templates, numbers and the account. What this version does not know is kept as it came. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelNotice, ProviderTrace, TemplateNews } from '../../channel.ts';
import { stateOfEvent } from '../templates/template-state.ts';

export interface Change {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly wabaId: string;
  /** When Meta wrote it, as it stands in the entry. */
  readonly time: string | undefined;
  readonly at: Date;
}

interface Reading {
  readonly topic: ChannelNotice['topic'];
  /** Fields in which the subject, the new state and the reason stand; the first that is there counts. */
  readonly subject: readonly string[];
  readonly state: readonly string[];
  readonly detail: readonly string[];
}

const TEMPLATE_SUBJECT = ['message_template_id', 'message_template_name'];
const NUMBER_SUBJECT = ['display_phone_number', 'phone_number_id', 'phone_number'];

const READINGS: ReadonlyMap<string, Reading> = new Map([
  [
    'message_template_status_update',
    { topic: 'template_status', subject: TEMPLATE_SUBJECT, state: ['event'], detail: ['reason'] },
  ],
  [
    'template_category_update',
    {
      topic: 'template_category',
      subject: TEMPLATE_SUBJECT,
      state: ['new_category', 'correct_category'],
      detail: ['correct_category', 'previous_category'],
    },
  ],
  [
    'message_template_quality_update',
    {
      topic: 'template_quality',
      subject: TEMPLATE_SUBJECT,
      state: ['new_quality_score'],
      detail: ['previous_quality_score'],
    },
  ],
  [
    'phone_number_quality_update',
    { topic: 'number', subject: NUMBER_SUBJECT, state: ['event'], detail: ['current_limit'] },
  ],
  [
    'phone_number_name_update',
    { topic: 'number', subject: NUMBER_SUBJECT, state: ['decision'], detail: ['rejection_reason'] },
  ],
  ['account_update', { topic: 'account', subject: ['phone_number'], state: ['event'], detail: [] }],
  ['account_review_update', { topic: 'account', subject: [], state: ['decision'], detail: [] }],
  [
    'account_alerts',
    {
      topic: 'account',
      subject: ['entity_id'],
      state: ['alert_status', 'alert_type'],
      detail: ['alert_description', 'alert_type'],
    },
  ],
  [
    'business_capability_update',
    {
      topic: 'account',
      subject: [],
      state: ['max_daily_conversations_per_business', 'max_daily_conversation_per_phone'],
      detail: ['max_phone_numbers_per_waba', 'max_phone_numbers_per_business'],
    },
  ],
  ['security', { topic: 'number', subject: NUMBER_SUBJECT, state: ['event'], detail: [] }],
]);

const CRITICAL = /DISABLED|BANNED|BLOCKED|DELETED|RESTRICTION|VIOLATION|^CRITICAL$/i;
const WARNING =
  /REJECTED|PAUSED|FLAGGED|LOCKED|DOWNGRADE|LIMIT_EXCEEDED|IN_APPEAL|DEFERRED|^(RED|YELLOW|LOW|WARNING)$/i;
const GOOD = /^(UNFLAGGED|UNLOCKED|UNBLOCKED|REINSTATED|UNPAUSE)/i;
const MOST_FIELDS = 30;

export function readNotice(change: Change): ChannelNotice {
  const { field, value, wabaId, at } = change;
  const reading = READINGS.get(field);
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => plain(value[name])).find((one) => one !== undefined);
  const state = (reading === undefined ? undefined : first(reading.state)) ?? 'unknown';
  const detail = reading === undefined ? undefined : detailOf(value, first(reading.detail));
  return {
    type: 'notice',
    externalId: `${field}:${fingerprint(change)}`.slice(0, 200),
    topic: reading?.topic ?? 'other',
    subject: (reading === undefined ? field : (first(reading.subject) ?? wabaId)).slice(0, 200),
    state: state.slice(0, 200),
    ...(detail === undefined ? {} : { detail }),
    level: levelOf(reading, plain(value['alert_severity']) ?? state),
    at,
    data: { field, waba_id: wabaId, ...dataOf(reading, value) },
    ...(isOfTemplate(reading) ? { template: templateNewsOf(reading, value, state) } : {}),
    ...(reading === undefined ? { raw: { kind: field, json: JSON.stringify(value) } } : {}),
  };
}

const isOfTemplate = (reading: Reading | undefined): reading is Reading =>
  reading?.subject === TEMPLATE_SUBJECT;

/** What the news says in our words; whoever keeps templates needs no word of Meta's. */
function templateNewsOf(
  { topic }: Reading,
  value: Readonly<Record<string, unknown>>,
  event: string,
): TemplateNews {
  const { other_info: other, rejection_info: rejection } = Explained.parse(value);
  const said = [other?.description, rejection?.reason, rejection?.recommendation];
  const entries: [keyof TemplateNews, string | undefined][] = [
    ['name', plain(value['message_template_name'])],
    ['language', plain(value['message_template_language'])],
    ['state', topic === 'template_status' ? stateOfEvent(event, other?.title) : undefined],
    ['reason', plain(value['reason']) ?? plain(other?.title)],
    ['recommendation', plain(said.filter((part) => part !== undefined && part !== '').join(' · '))],
  ];
  return Object.fromEntries(
    entries.flatMap(([name, one]) => (one === undefined ? [] : [[name, one.slice(0, 500)] as const])),
  );
}

/** The same call again gives the same id; so does the same news in another call. */
function fingerprint({ wabaId, time, value }: Change): string {
  return createHash('sha256')
    .update(JSON.stringify([wabaId, time, value]), 'utf8')
    .digest('hex')
    .slice(0, 32);
}

function levelOf(reading: Reading | undefined, state: string): ChannelNotice['level'] {
  if (reading === undefined || GOOD.test(state)) return 'info';
  if (CRITICAL.test(state)) return 'critical';
  return WARNING.test(state) ? 'warning' : 'info';
}

function plain(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && value !== 'NONE' ? value : undefined;
}

const Explained = z.looseObject({
  rejection_info: z
    .looseObject({ reason: z.string().optional(), recommendation: z.string().optional() })
    .optional()
    .catch(undefined),
  other_info: z
    .looseObject({ title: z.string().optional(), description: z.string().optional() })
    .optional()
    .catch(undefined),
});

/** The reason and what Meta recommends, in one line. */
function detailOf(value: unknown, reason: string | undefined): string | undefined {
  const { rejection_info: rejection, other_info: other } = Explained.parse(value);
  const words = [reason, other?.title, other?.description, rejection?.reason, rejection?.recommendation];
  const said = words.filter((part) => part !== undefined && part !== '').join(' · ');
  return said === '' ? undefined : said.slice(0, 500);
}

/** Flat fields one by one; of an unknown kind none, because people may be among them. */
function dataOf(reading: Reading | undefined, value: Readonly<Record<string, unknown>>): ProviderTrace {
  if (reading === undefined) return {};
  const data: Record<string, string | number | boolean> = {};
  for (const [name, one] of Object.entries(value).slice(0, MOST_FIELDS)) {
    if (typeof one === 'string') data[name] = one.slice(0, 500);
    else if (typeof one === 'number' || typeof one === 'boolean') data[name] = one;
    else if (typeof one === 'object' && one !== null) data[name] = JSON.stringify(one).slice(0, 1_000);
  }
  return data;
}
