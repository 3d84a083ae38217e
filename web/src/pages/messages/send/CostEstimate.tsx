import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { wordProblem } from '../../../ui/state/problem-words.ts';
import type { Estimate } from './sum-quotes.ts';

/** What sending would cost, and where it would cost less. */
export function CostEstimate({ estimate }: { estimate: Estimate }) {
  const t = useT();
  const format = useFormat();
  const words = t.messages.send;
  if (estimate.state === 'none') return null;
  if (estimate.state === 'failed') {
    // Refusals about the message itself come back when it is sent, beside the field that they are about.
    const { code, field } = estimate.problem;
    const title =
      field === undefined || code.startsWith('console.') ? '' : wordProblem(estimate.problem, t).title;
    return <p>{title === '' ? words.estimateFailed : `${words.notSendable} ${title}.`}</p>;
  }
  if (estimate.state === 'unpriced') return <p>{words.noEstimate}</p>;
  const { total, recipients, window } = estimate;
  const category = categoryWords(estimate.category, t.manage.prices.categories);
  return (
    <>
      <p className="tabular-nums">
        {words.estimate}{' '}
        <strong className="text-sm text-ink">{costWords(total, words.free, format.money)}</strong>
        {recipients > 1 && ` ${words.forRecipients(recipients)}`}
        {category !== undefined && ` · ${category}`}
      </p>
      {(estimate.category === 'service' || estimate.category === 'utility') && window === undefined && (
        <p>{words.mayBeFree}</p>
      )}
      {window !== undefined && window.price !== null && (
        <p>
          {window.open === recipients
            ? words.windowPrice
            : words.cheaperInWindow(costWords(window.price, words.free, format.money), window.open)}
        </p>
      )}
    </>
  );
}

const costWords = (
  money: { readonly amount: number; readonly currency: string },
  free: string,
  word: (money: { readonly amount: number; readonly currency: string }) => string,
): string => (money.amount === 0 ? free : word(money));

const categoryWords = (
  category: string | null,
  known: Readonly<Record<string, string>>,
): string | undefined => (category === null ? undefined : known[category]);
