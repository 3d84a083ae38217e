/** Tables as people write them: a line per entry, `code = meaning`; `REJECTED_*` stands for all that begin so. */
import type { SendErrorCode } from '../channel.ts';

export interface ErrorMeaning {
  readonly kind: 'retryable' | 'permanent' | 'unknown';
  readonly code: SendErrorCode;
}

export type ReceiptMeaning = 'sent' | 'delivered' | 'read' | 'failed' | 'expired' | 'ignore';

export type Table<Meaning> = readonly (readonly [pattern: string, meaning: Meaning])[];

/** The entry itself, else the longest pattern that fits; codes are compared without regard to case. */
export function lookUp<Meaning>(table: Table<Meaning>, code: string): Meaning | undefined {
  const wanted = code.trim().toLowerCase();
  let best: { readonly length: number; readonly meaning: Meaning } | undefined;
  for (const [pattern, meaning] of table) {
    const known = pattern.toLowerCase();
    if (known === wanted) return meaning;
    const start = known.endsWith('*') ? known.slice(0, -1) : undefined;
    if (start === undefined || !wanted.startsWith(start)) continue;
    if (best === undefined || start.length > best.length) best = { length: start.length, meaning };
  }
  return best?.meaning;
}

/** What happens after a refusal unless the table says otherwise. */
const USUAL_KIND: Readonly<Record<SendErrorCode, ErrorMeaning['kind']>> = {
  throttled: 'retryable',
  provider_busy: 'retryable',
  not_connected: 'retryable',
  credentials_refused: 'retryable',
  timeout: 'unknown',
  connection_lost: 'unknown',
  recipient_invalid: 'permanent',
  recipient_unreachable: 'permanent',
  sender_not_allowed: 'permanent',
  content_refused: 'permanent',
  message_invalid: 'permanent',
  expired: 'permanent',
  window_closed: 'permanent',
  template_refused: 'permanent',
  recipient_opted_out: 'permanent',
  payment_required: 'permanent',
  media_refused: 'permanent',
  provider_error: 'permanent',
};

const KINDS: readonly ErrorMeaning['kind'][] = ['retryable', 'permanent', 'unknown'];
const RECEIPT_MEANINGS: readonly ReceiptMeaning[] = [
  'sent',
  'delivered',
  'read',
  'failed',
  'expired',
  'ignore',
];

/** `15 = sender_not_allowed`, `9 = provider_error retryable`. A line number where it cannot be read. */
export function parseErrorTable(text: string): Table<ErrorMeaning> | { readonly badLine: number } {
  return parseTable(text, (words) => {
    const [name = '', kindName, ...rest] = words.split(/\s+/);
    const code = Object.keys(USUAL_KIND).find((one): one is SendErrorCode => one === name);
    const kind = kindName === undefined ? undefined : KINDS.find((one) => one === kindName);
    if (code === undefined || rest.length > 0 || (kindName !== undefined && kind === undefined))
      return undefined;
    return { code, kind: kind ?? USUAL_KIND[code] };
  });
}

/** `DELIVRD = delivered`; `ignore` for what is on its way. */
export function parseStatusTable(text: string): Table<ReceiptMeaning> | { readonly badLine: number } {
  return parseTable(text, (words) => RECEIPT_MEANINGS.find((one) => one === words));
}

function parseTable<Meaning>(
  text: string,
  read: (words: string) => Meaning | undefined,
): Table<Meaning> | { readonly badLine: number } {
  const entries: (readonly [string, Meaning])[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const at = line.lastIndexOf('=');
    const meaning = at < 1 ? undefined : read(line.slice(at + 1).trim());
    if (meaning === undefined || line.slice(0, at).trim() === '') return { badLine: index + 1 };
    entries.push([line.slice(0, at).trim(), meaning]);
  }
  return entries;
}
