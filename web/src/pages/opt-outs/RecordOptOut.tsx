import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { OptOut } from '../../contracts/governance.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

export function RecordOptOut({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.govern.optOuts;
  const formId = useId();
  const [phone, setPhone] = useState('');
  const record = useAction({
    run: (api) => api.send('POST', '/v1/opt-outs', OptOut, { phone }),
    refresh: ['opt-outs'],
    said: ({ address }) => words.recorded(formatPhone(address)),
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
          <Button type="submit" form={formId} look="primary" busy={record.isPending}>
            {words.submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          record.mutate();
        }}
      >
        <Field label={words.phone} required error={faultOf(record.error, 'phone')}>
          <Input
            type="tel"
            autoFocus
            placeholder="0812-3456-7890"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </Field>
        <FormProblem problem={record.error} />
      </form>
    </Dialog>
  );
}
