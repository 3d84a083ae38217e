import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { PriceQuote } from '../../contracts/billing.ts';
import { startOfDay } from '../../i18n/day-bounds.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { Skeleton } from '../../ui/state/Skeleton.tsx';
import { FIRST_TARGET, PriceTarget, type Target } from './PriceTarget.tsx';
import { useTargetName } from './use-target-name.ts';

/** Which price counts for a message on a day, and why. */
export function PriceQuoteForm() {
  const words = useT().manage.prices;
  const format = useFormat();
  const api = useApi();
  const [target, setTarget] = useState<Target>(FIRST_TARGET);
  const [segments, setSegments] = useState('1');
  const [day, setDay] = useState(() => format.day(Date.now()));
  // The end of the day, so that a price which begins on it is seen.
  const at = new Date(Date.parse(startOfDay(day, format.zone)) + 86_399_000).toISOString();
  const wanted = {
    ...target,
    inWindow: String(target.inWindow),
    segments: /^[1-9]\d{0,1}$/.test(segments) ? segments : '1',
    at,
  };
  const query = useQuery({
    // Under the area of the prices, so that a new one is seen here too.
    queryKey: [api.workspaceId, 'prices', 'quote', wanted],
    queryFn: ({ signal }) => api.get('/v1/prices/quote', PriceQuote, wanted, signal),
  });
  return (
    <Section title={words.quote.title} lead={words.quote.lead}>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3 lg:grid-cols-6">
        <PriceTarget target={target} onChange={setTarget} problem={null} />
        <Field label={words.quote.segments}>
          <Input
            type="number"
            min={1}
            max={99}
            value={segments}
            onChange={(event) => setSegments(event.target.value)}
          />
        </Field>
        <Field label={words.quote.day}>
          <Input
            type="date"
            value={day}
            onChange={(event) => {
              if (event.target.value !== '') setDay(event.target.value);
            }}
          />
        </Field>
      </div>
      <div role="status" className="mt-4 min-h-12 border-t border-line pt-4">
        <QueryView query={query} loading={<Skeleton className="w-1/3" />}>
          {(quote) => <QuoteResult quote={quote} />}
        </QueryView>
      </div>
    </Section>
  );
}

function QuoteResult({ quote: { total, price } }: { quote: PriceQuote }) {
  const words = useT().manage.prices.quote;
  const format = useFormat();
  const targetName = useTargetName();
  if (total === null || price === null) return <p className="text-sm text-muted">{words.none}</p>;
  const { head, rest } = targetName(price);
  return (
    <>
      <p className="text-lg font-bold tabular-nums">{words.result(format.money(total))}</p>
      <p className="mt-0.5 text-sm text-muted">
        {words.because(format.money(price), `${head} · ${rest}`, format.date(price.validFrom))}
      </p>
    </>
  );
}
