import { useId, useRef, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Journal } from '../../contracts/billing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { readRupiah } from '../prices/price-state.ts';

/** Books a transfer, or credit for trying out. A second click sends the same key, so nothing is booked twice. */
export function AddFunds({ kind, onClose }: { kind: 'top_up' | 'trial_credit'; onClose: () => void }) {
  const t = useT();
  const words = t.billing.funds;
  const format = useFormat();
  const formId = useId();
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
    <Dialog
      open
      onClose={onClose}
      title={needsReference ? words.topUpTitle : words.trialTitle}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={save.isPending}>
            {words.save}
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
          <Field
            label={words.reference}
            help={words.referenceHelp}
            required
            error={
              tried && reference.trim() === '' ? words.referenceMissing : faultOf(save.error, 'reference')
            }
          >
            <Input
              maxLength={100}
              placeholder="TRF-2026-1121"
              value={reference}
              onChange={(event) => setReference(event.target.value)}
            />
          </Field>
        )}
        <Field label={words.note} optional={t.common.optional} error={faultOf(save.error, 'note')}>
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <FormProblem problem={save.error} />
      </form>
    </Dialog>
  );
}
