import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Sender } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/form/Checkbox.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

export function NewSender({ onClose }: { onClose: () => void }) {
  const t = useT();
  const formId = useId();
  const navigate = useNavigate();
  const [address, setAddress] = useState('');
  const [isDefault, setDefault] = useState(false);
  const create = useAction({
    run: (api) => api.send('POST', '/v1/senders', Sender, { address, isDefault }),
    refresh: ['senders'],
    said: (sender) => t.senders.created(sender.address),
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: '/senders/$senderId', params: { senderId: id } });
    },
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.senders.add}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={create.isPending}>
            {t.common.add}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Field
          label={t.senders.address}
          help={t.senders.addressHelp}
          required
          error={faultOf(create.error, 'address')}
        >
          <Input
            autoFocus
            minLength={2}
            maxLength={16}
            placeholder="TOKOMELATI"
            spellCheck={false}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        </Field>
        <Checkbox
          label={t.senders.makeDefault}
          help={t.senders.makeDefaultHelp}
          checked={isDefault}
          onChange={setDefault}
        />
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
  );
}
