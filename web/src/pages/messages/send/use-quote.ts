import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useApi } from '../../../api/use-api.ts';
import { MAX_TEXT_LENGTH, Quote } from '../../../contracts/messages.ts';
import { MOST_RECIPIENTS, quoteBodyOf, recipientsOf, type SendDraft, sharesOf } from './send-draft.ts';
import { type Estimate, sumQuotes } from './sum-quotes.ts';
import { useSettled } from './use-settled.ts';

/** The price is asked once typing pauses this long, milliseconds. */
const PAUSE_MS = 400;

const NOTHING: Estimate = { state: 'none', recipients: 1 };

/**
 * What the message would cost all its recipients. Texts are asked for once for each operator among them; what may be
 * cheaper to people who wrote before is asked for each of them.
 */
export function useQuote(draft: SendDraft): Estimate {
  const api = useApi();
  const settled = useSettled(draft, PAUSE_MS);
  const recipients = recipientsOf(settled.to).slice(0, MOST_RECIPIENTS);
  const said = settled.text.length > MAX_TEXT_LENGTH ? undefined : quoteBodyOf(settled);
  const isTemplate = settled.content.kind === 'template';
  const shares = isTemplate
    ? recipients.map(({ number }) => ({ sample: number, count: 1 }))
    : sharesOf(recipients);
  const asked = shares.length === 0 ? [{ sample: '', count: 1 }] : shares;
  const quotes = useQueries({
    queries: asked.map(({ sample }) => {
      const { class: messageClass, channel } = settled;
      const body = { ...said, class: messageClass, channel, ...(sample === '' ? {} : { to: sample }) };
      return {
        queryKey: isTemplate
          ? // A message that comes in makes everything under `messages` stale: whoever wrote may cost less from then on.
            [api.workspaceId, 'messages', 'quote', body]
          : [api.workspaceId, 'quote', body],
        queryFn: () => api.send('POST', '/v1/messages/quote', Quote, body),
        enabled: said !== undefined,
        placeholderData: keepPreviousData,
        staleTime: 60_000,
        retry: false,
      };
    }),
  });
  if (said === undefined) return NOTHING;
  return sumQuotes(
    quotes.map(({ data, error }, at) => ({ quote: data, problem: error, count: asked[at]?.count ?? 1 })),
  );
}
