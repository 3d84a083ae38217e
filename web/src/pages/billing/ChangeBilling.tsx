import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { type Balance, Billing, BillingMode } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { readRupiah } from '../prices/price-state.ts';
import { FormDialog } from './FormDialog.tsx';

interface Props {
  readonly billing: Billing;
  /** The currency whose limit and threshold are set. */
  readonly balance: Balance;
  readonly onClose: () => void;
}

export function ChangeBilling({ billing, balance, onClose }: Props) {
  const t = useT();
  const words = t.billing.change;
  const format = useFormat();
  const typed = (minor: number | null): string => (minor === null ? '' : format.number(minor / 100));
  const [mode, setMode] = useState<BillingMode>(billing.mode);
  const [limit, setLimit] = useState(billing.mode === 'prepaid' ? '' : typed(balance.creditLimit));
  const [low, setLow] = useState(typed(balance.lowBelow));
  const [tried, setTried] = useState(false);
  const read = (text: string): number | null | undefined => (text.trim() === '' ? null : readRupiah(text));
  const creditLimit = mode === 'prepaid' ? null : read(limit);
  const lowBelow = read(low);
  const save = useAction({
    run: (api) =>
      api.send('PUT', '/v1/billing', Billing, { mode, currency: balance.currency, creditLimit, lowBelow }),
    refresh: ['billing'],
    said: () => words.saved,
    onDone: onClose,
    inForm: true,
  });
  return (
    <FormDialog
      title={words.title}
      submit={t.common.save}
      busy={save.isPending}
      problem={save.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (creditLimit !== undefined && lowBelow !== undefined) save.mutate();
      }}
    >
      <Field label={words.mode} help={t.billing.modes[mode].help} error={faultOf(save.error, 'mode')}>
        <Select
          value={mode}
          onChange={(event) => setMode(BillingMode.parse(event.target.value))}
          options={BillingMode.options.map((value) => ({ value, label: t.billing.modes[value].name }))}
        />
      </Field>
      {mode === 'postpaid' && (
        <Field
          label={words.creditLimit}
          help={words.creditLimitHelp}
          optional={t.common.optional}
          error={
            tried && creditLimit === undefined ? words.amountInvalid : faultOf(save.error, 'creditLimit')
          }
        >
          <Input
            inputMode="decimal"
            unit={balance.currency}
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
        </Field>
      )}
      <Field
        label={words.lowBelow}
        help={words.lowBelowHelp}
        optional={t.common.optional}
        error={tried && lowBelow === undefined ? words.amountInvalid : faultOf(save.error, 'lowBelow')}
      >
        <Input
          inputMode="decimal"
          unit={balance.currency}
          value={low}
          onChange={(event) => setLow(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
