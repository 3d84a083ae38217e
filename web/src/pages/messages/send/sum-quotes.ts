import type { ApiProblem } from '../../../api/problem.ts';
import type { Quote } from '../../../contracts/messages.ts';
import type { Money } from '../../../i18n/format.ts';

/** What a message would cost everybody it is for. */
export type Estimate =
  | { readonly state: 'none'; readonly recipients: number }
  | { readonly state: 'failed'; readonly recipients: number; readonly problem: ApiProblem }
  | {
      readonly state: 'unpriced' | 'priced';
      readonly recipients: number;
      readonly total: Money;
      /** What the provider charges it as; null where it knows no categories. */
      readonly category: string | null;
      /** How many of them may be written to freely, and what one costs then; undefined where that makes no difference. */
      readonly window: { readonly open: number; readonly price: Money | null } | undefined;
    };

interface Answer {
  readonly quote: Quote | undefined;
  readonly problem: ApiProblem | null;
  /** Recipients it stands for. */
  readonly count: number;
}

/** `none` until all have answered. */
export function sumQuotes(answers: readonly Answer[]): Estimate {
  const recipients = answers.reduce((sum, { count }) => sum + count, 0);
  const problem = answers.find((one) => one.problem !== null)?.problem ?? null;
  if (problem !== null) return { state: 'failed', recipients, problem };
  let total: Money | undefined;
  let isPriced = true;
  let open = 0;
  for (const { quote, count } of answers) {
    if (quote === undefined) return { state: 'none', recipients };
    if (quote.inWindow?.open === true) open += count;
    if (quote.price === null) isPriced = false;
    else
      total = { amount: (total?.amount ?? 0) + quote.price.amount * count, currency: quote.price.currency };
  }
  const [first] = answers;
  const within = answers.find(({ quote }) => quote?.inWindow)?.quote?.inWindow;
  return {
    state: isPriced && total !== undefined ? 'priced' : 'unpriced',
    recipients,
    total: total ?? { amount: 0, currency: 'IDR' },
    category: first?.quote?.category ?? null,
    window: within ? { open, price: within.price } : undefined,
  };
}
