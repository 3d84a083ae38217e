import { useId, useState } from 'react';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Price } from '../../contracts/billing.ts';
import { OPERATORS } from '../../contracts/routing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { startOfDay } from '../../i18n/day-bounds.ts';
import { readRupiah } from './price-state.ts';

const MEDIA = ['sms', 'whatsapp', 'rcs', 'email', 'webchat'] as const;

export function NewPrice({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.manage.prices;
  const format = useFormat();
  const formId = useId();
  const [medium, setMedium] = useState<string>('sms');
  const [operator, setOperator] = useState<string>('telkomsel');
  const [amount, setAmount] = useState('');
  const [from, setFrom] = useState('');
  const [tried, setTried] = useState(false);
  const minor = readRupiah(amount);
  const create = useAction({
    run: (api) =>
      api.send('POST', '/v1/prices', Price, {
        medium,
        operator,
        amount: minor,
        currency: 'IDR',
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
        <TargetFields
          medium={medium}
          operator={operator}
          onMedium={setMedium}
          onOperator={setOperator}
          problem={create.error}
        />
        <AmountField
          amount={amount}
          onChange={setAmount}
          error={tried && minor === undefined ? words.amountInvalid : faultOf(create.error, 'amount')}
        />
        <Field
          label={words.validFrom}
          optional={t.common.optional}
          help={words.validFromHelp}
          error={faultOf(create.error, 'validFrom')}
        >
          <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
  );
}

interface TargetFieldsProps {
  readonly medium: string;
  readonly operator: string;
  readonly onMedium: (medium: string) => void;
  readonly onOperator: (operator: string) => void;
  readonly problem: ApiProblem | null;
}

/** What the price is for. */
function TargetFields({ medium, operator, onMedium, onOperator, problem }: TargetFieldsProps) {
  const t = useT();
  const words = t.manage.prices;
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label={words.medium} error={faultOf(problem, 'medium')}>
        <Select
          value={medium}
          onChange={(event) => onMedium(event.target.value)}
          options={MEDIA.map((value) => ({ value, label: t.media[value] }))}
        />
      </Field>
      <Field label={words.operator} error={faultOf(problem, 'operator')}>
        <Select
          value={operator}
          onChange={(event) => onOperator(event.target.value)}
          options={[
            ...OPERATORS.map((value) => ({ value: String(value), label: t.operators[value].name })),
            { value: '*', label: words.others },
          ]}
        />
      </Field>
    </div>
  );
}

interface AmountFieldProps {
  readonly amount: string;
  readonly onChange: (amount: string) => void;
  readonly error: string | undefined;
}

function AmountField({ amount, onChange, error }: AmountFieldProps) {
  const words = useT().manage.prices;
  return (
    <Field label={words.amount} help={words.amountHelp} required error={error}>
      <Input
        autoFocus
        inputMode="decimal"
        placeholder="350"
        value={amount}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
