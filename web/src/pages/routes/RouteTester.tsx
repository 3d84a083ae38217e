import { Split } from 'lucide-react';
import { useState } from 'react';
import { useSenders } from '../../api/lists.ts';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { ROUTE_CLASSES, RouteExplanation } from '../../contracts/routing.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useLocale, useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/data/Facts.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { RouteReasonWords } from '../messages/detail/RouteReasonWords.tsx';

/** Where would this message go? Asks the same function that decides when it is sent. */
export function RouteTester() {
  const t = useT();
  const words = t.routes.tester;
  const senders = useSenders().data ?? [];
  const [to, setTo] = useState('');
  const [messageClass, setClass] = useState<string>('otp');
  const [from, setFrom] = useState('');
  const explain = useAction<void, RouteExplanation>({
    run: (api) =>
      api.send('POST', '/v1/routes/explain', RouteExplanation, {
        to,
        class: messageClass,
        ...(from === '' ? {} : { from }),
      }),
    inForm: true,
  });
  return (
    <aside
      aria-labelledby="route-tester"
      className="rounded-md border border-line bg-surface p-5 lg:sticky lg:top-18 lg:w-88 lg:shrink-0"
    >
      <h2 id="route-tester" className="text-base font-bold">
        {words.title}
      </h2>
      <p className="mt-0.5 text-sm text-muted">{words.lead}</p>
      <form
        className="mt-4 flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          explain.mutate();
        }}
      >
        <Field label={words.to} required error={faultOf(explain.error, 'to')}>
          <Input
            type="tel"
            inputMode="tel"
            maxLength={64}
            placeholder="0812-3456-7890"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={words.class}>
            <Select
              value={messageClass}
              onChange={(event) => setClass(event.target.value)}
              options={ROUTE_CLASSES.map((value) => ({ value, label: t.messageClass[value] }))}
            />
          </Field>
          <Field label={words.from}>
            <Select
              value={from}
              onChange={(event) => setFrom(event.target.value)}
              options={[
                { value: '', label: words.defaultSender },
                ...senders.map(({ address }) => ({ value: address, label: formatPhone(address) })),
              ]}
            />
          </Field>
        </div>
        <Button type="submit" icon={Split} busy={explain.isPending}>
          {words.check}
        </Button>
        <FormProblem problem={explain.error} />
      </form>
      <div aria-live="polite">{explain.data !== undefined && <Way way={explain.data} />}</div>
    </aside>
  );
}

function Way({ way }: { way: RouteExplanation }) {
  const t = useT();
  const words = t.routes.tester;
  const format = useFormat();
  const locale = useLocale();
  const priced = ({ name, price }: RouteExplanation['channel']): string =>
    price === null ? name : `${name} (${format.money(price)})`;
  return (
    <div className="rise mt-5 flex flex-col gap-4 border-t border-line pt-4">
      <Facts
        facts={[
          {
            label: words.operator,
            value: way.operator === null ? words.unknownOperator : t.operators[way.operator].name,
          },
          { label: words.via, value: <span className="font-semibold">{way.channel.name}</span> },
          { label: words.from, value: formatPhone(way.sender.address) },
          {
            label: words.price,
            value:
              way.channel.price === null ? (
                <span className="text-muted">{words.noPrice}</span>
              ) : (
                format.money(way.channel.price)
              ),
          },
          {
            label: words.fallback,
            value:
              way.fallbacks.length === 0 ? (
                <span className="text-muted">{words.noFallback}</span>
              ) : (
                way.fallbacks.map(priced).join(', ')
              ),
          },
        ]}
      />
      {way.warnings.map(({ operator, words: said }) => (
        <p key={operator} role="status" className="rounded-md bg-hold-soft px-3 py-2 text-sm text-hold">
          {t.operators[operator].name}: {said[locale]}
        </p>
      ))}
      <div>
        <h3 className="mb-1 text-sm font-bold">{words.why}</h3>
        <RouteReasonWords reason={way.reason} withFallbacks={false} />
      </div>
    </div>
  );
}
