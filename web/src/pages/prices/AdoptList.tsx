import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { z } from 'zod';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { Price, ReadyPriceList } from '../../contracts/billing.ts';
import { useFormat, useLocale, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { readRupiah } from './price-state.ts';

const Lists = z.object({ items: z.array(ReadyPriceList) });
const Adopted = z.object({ items: z.array(Price) });

/** A published list as a starting point: the exchange rate is the company's own. */
export function AdoptList({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.manage.prices.ready;
  const api = useApi();
  const formId = useId();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const rate = readRupiah(typed);
  const lists = useQuery({
    queryKey: [api.workspaceId, 'price-lists'],
    queryFn: ({ signal }) => api.get('/v1/price-lists', Lists, {}, signal),
  });
  const list = lists.data?.items[0];
  const adopt = useAction({
    run: (to) => to.send('POST', `/v1/price-lists/${list?.id ?? ''}/adopt`, Adopted, { rate }),
    refresh: ['prices'],
    said: ({ items }) => words.done(items.length),
    onDone: onClose,
    inForm: true,
  });
  const fits = rate !== undefined && rate >= 100_000;
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={adopt.isPending}>
            {words.adopt}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (fits && list !== undefined) adopt.mutate();
        }}
      >
        <Field
          label={words.rate}
          help={words.rateHelp}
          required
          error={tried && !fits ? words.rateInvalid : faultOf(adopt.error, 'rate')}
        >
          <Input
            autoFocus
            inputMode="decimal"
            placeholder="16.450"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <QueryView query={lists}>
          {() => list !== undefined && <Preview list={list} rate={fits ? rate : undefined} />}
        </QueryView>
        <FormProblem problem={adopt.error} />
      </form>
    </Dialog>
  );
}

function Preview({ list, rate }: { list: ReadyPriceList; rate: number | undefined }) {
  const words = useT().manage.prices;
  const format = useFormat();
  const locale = useLocale();
  const entries = currentOf(list, Date.now());
  const dollars = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  return (
    <section className="rounded-md border border-line">
      <h3 className="border-b border-line px-3 py-2 text-sm font-bold">{list.name[locale]}</h3>
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.category}</th>
            <th scope="col">USD</th>
            <th scope="col">IDR</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ category, inWindow, micros, freePerMonth }) => (
            <tr key={`${category} ${inWindow}`} className="border-b border-line last:border-0">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {category === '*' ? words.allCategories : words.categories[category]}
                {inWindow && <span className="text-muted"> · {words.inWindow}</span>}
                {freePerMonth !== undefined && (
                  <span className="block text-xs text-muted">
                    {words.ready.free(format.number(freePerMonth))}
                  </span>
                )}
              </th>
              <td className="px-3 py-1.5 text-right whitespace-nowrap text-muted tabular-nums">
                US${dollars.format(micros / 1_000_000)}
              </td>
              <td className="px-3 py-1.5 text-right whitespace-nowrap tabular-nums">
                {rate === undefined
                  ? '–'
                  : format.money({ amount: Math.round((micros * rate) / 1_000_000), currency: 'IDR' })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-t border-line px-3 py-2 text-xs text-muted">
        {words.ready.note} {list.source[locale]}.
      </p>
    </section>
  );
}

/** Of each category the one that counts now; within the window only where it is another one. */
function currentOf({ entries }: ReadyPriceList, now: number): ReadyPriceList['entries'] {
  const latest = new Map<string, ReadyPriceList['entries'][number]>();
  for (const one of entries) {
    const key = `${one.category} ${one.inWindow}`;
    const known = latest.get(key)?.validFrom ?? '';
    if (Date.parse(one.validFrom) <= now && one.validFrom >= known) latest.set(key, one);
  }
  return [...latest.values()].filter(
    ({ category, inWindow, micros }) => !inWindow || latest.get(`${category} false`)?.micros !== micros,
  );
}
