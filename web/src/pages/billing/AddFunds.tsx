import { useRef, useState } from 'react';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Journal } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { readRupiah } from '../prices/price-state.ts';
import { FormDialog } from './FormDialog.tsx';

/** Books a transfer, or credit for trying out. A second click sends the same key, so nothing is booked twice. */
export function AddFunds({ kind, onClose }: { kind: 'top_up' | 'trial_credit'; onClose: () => void }) {
  const t = useT();
  const words = t.billing.funds;
  const format = useFormat();
  const key = useRef(crypto.randomUUID());
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const minor = readRupiah(amount) ?? 0;
  const needsReference = kind === 'top_up';
  const complete = minor > 0 && (!needsReference || reference.trim() !== '');
  const save = useAction({
    run: (api) =>
      api.send(
        'POST',
        needsReference ? '/v1/billing/top-ups' : '/v1/billing/trial-credits',
        Journal,
        {
          amount: minor,
          ...(needsReference ? { reference } : {}),
          ...(note.trim() === '' ? {} : { note }),
        },
        key.current,
      ),
    refresh: ['billing', 'ledger'],
    said: () => words.booked(format.money({ amount: minor, currency: 'IDR' })),
    onDone: onClose,
    inForm: true,
  });
  return (
    <FormDialog
      title={needsReference ? words.topUpTitle : words.trialTitle}
      submit={words.save}
      busy={save.isPending}
      problem={save.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (complete) save.mutate();
      }}
    >
      <Field
        label={words.amount}
        help={words.amountHelp}
        required
        error={tried && minor <= 0 ? words.amountInvalid : faultOf(save.error, 'amount')}
      >
        <Input
          autoFocus
          inputMode="decimal"
          placeholder="500.000"
          unit="Rp"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      </Field>
      {needsReference && (
        <ReferenceField reference={reference} onChange={setReference} tried={tried} problem={save.error} />
      )}
      <Field label={words.note} optional={t.common.optional} error={faultOf(save.error, 'note')}>
        <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

interface ReferenceFieldProps {
  readonly reference: string;
  readonly onChange: (reference: string) => void;
  readonly tried: boolean;
  readonly problem: ApiProblem | null;
}

function ReferenceField({ reference, onChange, tried, problem }: ReferenceFieldProps) {
  const words = useT().billing.funds;
  const missing = tried && reference.trim() === '';
  return (
    <Field
      label={words.reference}
      help={words.referenceHelp}
      required
      error={missing ? words.referenceMissing : faultOf(problem, 'reference')}
    >
      <Input
        maxLength={100}
        placeholder="TRF-2026-1121"
        value={reference}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
