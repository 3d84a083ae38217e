import { useId, useState } from 'react';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { ChargeOn, Price } from '../../contracts/billing.ts';
import { startOfDay } from '../../i18n/day-bounds.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { readRupiah } from './price-state.ts';
import { FIRST_TARGET, PriceTarget, type Target } from './PriceTarget.tsx';

/** What contracts of Indonesian companies are written in; the API takes any. */
const CURRENCIES = ['IDR', 'USD', 'SGD', 'EUR'] as const;

interface Terms {
  readonly amount: string;
  readonly currency: string;
  readonly chargeOn: ChargeOn;
  /** A day; empty for now. */
  readonly from: string;
}

export function NewPrice({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.manage.prices;
  const format = useFormat();
  const formId = useId();
  const [target, setTarget] = useState<Target>(FIRST_TARGET);
  const [terms, setTerms] = useState<Terms>({ amount: '', currency: 'IDR', chargeOn: 'sent', from: '' });
  const [tried, setTried] = useState(false);
  const { from, ...rest } = terms;
  /** WhatsApp charges what was delivered. */
  const retarget = (next: Target): void => {
    if (next.medium !== target.medium)
      setTerms({ ...terms, chargeOn: next.medium === 'whatsapp' ? 'delivered' : 'sent' });
    setTarget(next);
  };
  const minor = readRupiah(terms.amount);
  const create = useAction({
    run: (api) =>
      api.send('POST', '/v1/prices', Price, {
        ...target,
        ...rest,
        channel: target.channel === '' ? null : target.channel,
        amount: minor,
        ...(from === '' ? {} : { validFrom: startOfDay(from, format.zone) }),
      }),
    refresh: ['prices'],
    said: () => words.created,
    onDone: onClose,
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.add}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={create.isPending}>
            {t.common.save}
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
          if (minor !== undefined) create.mutate();
        }}
      >
        <div className="grid grid-cols-2 gap-4">
          <PriceTarget target={target} onChange={retarget} problem={create.error} />
        </div>
        <TermFields
          terms={terms}
          onChange={setTerms}
          invalid={tried && minor === undefined}
          problem={create.error}
        />
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
  );
}

interface TermFieldsProps {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
  readonly invalid: boolean;
  readonly problem: ApiProblem | null;
}

/** How much, when it is charged, and from which day on. */
function TermFields({ terms, onChange, invalid, problem }: TermFieldsProps) {
  const t = useT();
  const words = t.manage.prices;
  return (
    <>
      <div className="grid grid-cols-[1fr_112px] gap-4">
        <Field
          label={words.amount}
          help={words.amountHelp}
          required
          error={invalid ? words.amountInvalid : faultOf(problem, 'amount')}
        >
          <Input
            autoFocus
            inputMode="decimal"
            placeholder="350"
            value={terms.amount}
            onChange={(event) => onChange({ ...terms, amount: event.target.value })}
          />
        </Field>
        <Field label={words.currency} error={faultOf(problem, 'currency')}>
          <Select
            value={terms.currency}
            onChange={(event) => onChange({ ...terms, currency: event.target.value })}
            options={CURRENCIES.map((value) => ({ value, label: value }))}
          />
        </Field>
      </div>
      <Field label={words.chargeOn} error={faultOf(problem, 'chargeOn')}>
        <Select
          value={terms.chargeOn}
          onChange={(event) => onChange({ ...terms, chargeOn: ChargeOn.parse(event.target.value) })}
          options={ChargeOn.options.map((value) => ({ value, label: words.charged[value] }))}
        />
      </Field>
      <Field
        label={words.validFrom}
        optional={t.common.optional}
        help={words.validFromHelp}
        error={faultOf(problem, 'validFrom')}
      >
        <Input
          type="date"
          value={terms.from}
          onChange={(event) => onChange({ ...terms, from: event.target.value })}
        />
      </Field>
    </>
  );
}
