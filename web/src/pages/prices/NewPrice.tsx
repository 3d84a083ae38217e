import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
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
        <div className="grid grid-cols-2 gap-4">
          <Field label={words.medium} error={faultOf(create.error, 'medium')}>
            <Select
              value={medium}
              onChange={(event) => setMedium(event.target.value)}
              options={MEDIA.map((value) => ({ value, label: t.media[value] }))}
            />
          </Field>
          <Field label={words.operator} error={faultOf(create.error, 'operator')}>
            <Select
              value={operator}
              onChange={(event) => setOperator(event.target.value)}
              options={[
                ...OPERATORS.map((value) => ({ value: String(value), label: t.operators[value].name })),
                { value: '*', label: words.others },
              ]}
            />
          </Field>
        </div>
        <Field
          label={words.amount}
          help={words.amountHelp}
          required
          error={tried && minor === undefined ? words.amountInvalid : faultOf(create.error, 'amount')}
        >
          <Input
            autoFocus
            inputMode="decimal"
            placeholder="350"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        </Field>
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
