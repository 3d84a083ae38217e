import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useApi } from '../../../api/use-api.ts';
import { MAX_TEXT_LENGTH, Quote } from '../../../contracts/messages.ts';
import type { Money } from '../../../i18n/format.ts';
import { type OperatorShare, recipientsOf, type SendDraft, sharesOf } from './send-draft.ts';
import { useSettled } from './use-settled.ts';

/** The price is asked once typing pauses this long, milliseconds. */
const PAUSE_MS = 400;

export interface Estimate {
  readonly state: 'none' | 'failed' | 'unpriced' | 'priced';
  readonly total: Money | undefined;
  readonly recipients: number;
}

const ANYBODY: readonly OperatorShare[] = [{ operator: undefined, sample: '', count: 1 }];

/** What the message would cost all its recipients; one question for each operator among them. */
export function useQuote(draft: SendDraft): Estimate {
  const api = useApi();
  const settled = useSettled(draft, PAUSE_MS);
  const recipients = recipientsOf(settled.to);
  const shares = recipients.length === 0 ? ANYBODY : sharesOf(recipients);
  const wanted = settled.text.trim() !== '' && settled.text.length <= MAX_TEXT_LENGTH;
  const quotes = useQueries({
    queries: shares.map(({ sample }) => {
      const body = { text: settled.text, channel: settled.channel, ...(sample === '' ? {} : { to: sample }) };
      return {
        queryKey: [api.workspaceId, 'quote', body],
        queryFn: () => api.send('POST', '/v1/messages/quote', Quote, body),
        enabled: wanted,
        placeholderData: keepPreviousData,
        retry: false,
      };
    }),
  });
  const count = Math.max(1, recipients.length);
  if (!wanted) return { state: 'none', total: undefined, recipients: count };
  if (quotes.some(({ isError }) => isError)) return { state: 'failed', total: undefined, recipients: count };
  if (quotes.some(({ data }) => data === undefined))
    return { state: 'none', total: undefined, recipients: count };
  let total: Money | undefined;
  for (const [at, { data }] of quotes.entries()) {
    const price = data?.price ?? null;
    if (price === null) return { state: 'unpriced', total: undefined, recipients: count };
    const times = shares[at]?.count ?? 1;
    total = { amount: (total?.amount ?? 0) + price.amount * times, currency: price.currency };
  }
  return { state: 'priced', total, recipients: count };
}
