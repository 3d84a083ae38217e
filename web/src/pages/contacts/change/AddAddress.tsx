import { type FormEvent, useId, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Contact, type IdentityKind } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { AREA } from '../use-contacts.ts';
import { AddressFields } from './NewContact.tsx';

export function AddAddress({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const t = useT();
  const words = t.contacts;
  const formId = useId();
  const [kind, setKind] = useState<IdentityKind>('phone');
  const [address, setAddress] = useState('');
  const add = useAction<void, Contact>({
    run: (api) =>
      api.send('POST', `/v1/contacts/${contactId}/identities`, Contact, { kind, address: address.trim() }),
    refresh: [AREA],
    inForm: true,
    said: () => words.form.saved,
    onDone: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.page.addAddress}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            busy={add.isPending}
            disabled={address.trim() === ''}
          >
            {words.page.addAddress}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem problem={add.error} />
        <AddressFields kind={kind} address={address} onKind={setKind} onAddress={setAddress} />
      </form>
    </Dialog>
  );
}
