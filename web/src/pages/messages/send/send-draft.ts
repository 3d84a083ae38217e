import { MAX_TEXT_LENGTH, type MessageClass, type SendMessage } from '../../../contracts/messages.ts';
import { type IdOperator, operatorOf } from '../../../../../src/lib/id-operators.ts';
import { type ContentDraft, contentOf, emptyContent, templateOf } from './content-draft.ts';
import { momentOf } from '../zone-time.ts';

/** More than a handful belongs to a program or a campaign. */
export const MOST_RECIPIENTS = 10;

export const VALIDITIES = ['default', '300', '900', '3600', '14400', '86400', '259200', '604800'] as const;
export type Validity = (typeof VALIDITIES)[number];

/** The form as it is filled in. */
export interface SendDraft {
  /** One number per line. */
  readonly to: string;
  readonly text: string;
  readonly content: ContentDraft;
  readonly class: MessageClass;
  /** Empty: the default sender. */
  readonly from: string;
  /** A channel's id, or `auto`. */
  readonly channel: string;
  readonly later: boolean;
  /** `2026-11-21T14:05` on the workspace's clock. */
  readonly sendAt: string;
  readonly validity: Validity;
}

export const emptyDraft = (to: string): SendDraft => ({
  to,
  text: '',
  content: emptyContent,
  class: 'transactional',
  from: '',
  channel: 'auto',
  later: false,
  sendAt: '',
  validity: 'default',
});

export interface Recipient {
  /** Line of the field it stands on, from 1. */
  readonly line: number;
  readonly number: string;
}

export const recipientsOf = (to: string): Recipient[] =>
  to.split('\n').flatMap((line, at) =>
    line
      .split(/[,;]/)
      .map((number) => number.trim())
      .filter((number) => number !== '')
      .map((number) => ({ line: at + 1, number })),
  );

export type DraftFault =
  | 'to_missing'
  | 'to_many'
  | 'text_missing'
  | 'text_long'
  | 'content_missing'
  | 'template_missing'
  | 'send_at_missing';

/** What is missing before it is worth asking the server. */
export function faultsOf(draft: SendDraft, zone: string): DraftFault[] {
  const count = recipientsOf(draft.to).length;
  const faults: DraftFault[] = [];
  if (count === 0) faults.push('to_missing');
  if (count > MOST_RECIPIENTS) faults.push('to_many');
  const content = contentOf(draft.content, draft.text);
  if (draft.content.kind === 'template') {
    if (templateOf(draft.content.template) === undefined) faults.push('template_missing');
  } else if (content === null && draft.text.trim() === '') faults.push('text_missing');
  if (content === undefined) faults.push('content_missing');
  if (draft.text.length > MAX_TEXT_LENGTH) faults.push('text_long');
  if (draft.later && momentOf(draft.sendAt, zone) === undefined) faults.push('send_at_missing');
  return faults;
}

/** What is sent to the API: one message for each recipient. */
export function messagesOf(draft: SendDraft, zone: string): SendMessage[] {
  const sendAt = draft.later ? momentOf(draft.sendAt, zone)?.toISOString() : undefined;
  const rest = {
    ...bodyOf(draft),
    class: draft.class,
    channel: draft.channel,
    ...(draft.from === '' ? {} : { from: draft.from }),
    ...(sendAt === undefined ? {} : { sendAt }),
    ...(draft.validity === 'default' ? {} : { validitySeconds: Number(draft.validity) }),
  };
  return recipientsOf(draft.to).map(({ number }) => ({ to: number, ...rest }));
}

/** What is asked for its price; undefined while something is missing. */
export function quoteBodyOf(
  draft: SendDraft,
): Pick<SendMessage, 'text' | 'content' | 'template'> | undefined {
  const { kind, template } = draft.content;
  if (kind === 'template') return templateOf(template) === undefined ? undefined : bodyOf(draft);
  const content = contentOf(draft.content, draft.text);
  if (content === undefined || (content === null && draft.text.trim() === '')) return undefined;
  return bodyOf(draft);
}

function bodyOf({ content: draft, text }: SendDraft): Pick<SendMessage, 'text' | 'content' | 'template'> {
  if (draft.kind === 'template') return { template: templateOf(draft.template) };
  const content = contentOf(draft, text) ?? null;
  return content === null ? { text } : { content };
}

/** Rough form of a number while it is typed: enough to see its operator; the server reads it for good. */
export function operatorOfTyped(number: string): IdOperator | undefined {
  const digits = number.replace(/[^\d+]/g, '');
  const e164 = digits.startsWith('+')
    ? digits
    : digits.startsWith('0')
      ? `+62${digits.slice(1)}`
      : `+${digits}`;
  return operatorOf(e164)?.operator;
}

export interface OperatorShare {
  readonly operator: IdOperator | undefined;
  /** One of its recipients, to ask the price for. */
  readonly sample: string;
  readonly count: number;
}

/** Recipients by operator, which decides the price. */
export function sharesOf(recipients: readonly Recipient[]): OperatorShare[] {
  const shares = new Map<IdOperator | undefined, OperatorShare>();
  for (const { number } of recipients) {
    const operator = operatorOfTyped(number);
    const known = shares.get(operator);
    shares.set(operator, { operator, sample: known?.sample ?? number, count: (known?.count ?? 0) + 1 });
  }
  return [...shares.values()];
}

/** Which recipient a fault of an array is about: `1.to`, `[1].to` or `/1/to` → 1. */
export function itemOfField(field: string): number | undefined {
  const found = /(?:^|\D)(\d+)\D/.exec(field);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
