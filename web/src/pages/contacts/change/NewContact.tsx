import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Contact, IDENTITY_KINDS, IdentityKind } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { nameOf } from '../list/contact-name.ts';
import { AREA } from '../use-contacts.ts';

/** A name and an address are enough; the rest is filled in on the contact's page. */
export function NewContact({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.contacts.form;
  const navigate = useNavigate();
  const formId = useId();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<IdentityKind>('phone');
  const [address, setAddress] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const create = useAction<void, Contact>({
    run: (api) => {
      const identities = address.trim() === '' ? [] : [{ kind, address: address.trim() }];
      const body = { name: name.trim() === '' ? null : name.trim(), identities };
      // The first answer of the same draft, should the line break and the button be pressed again.
      return api.send('POST', '/v1/contacts', Contact, body, `${key}-${JSON.stringify(body).length}`);
    },
    refresh: [AREA],
    inForm: true,
    said: (contact) => words.created(nameOf(contact, t.contacts.nameless)),
    onDone: ({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  const empty = name.trim() === '' && address.trim() === '';
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.newTitle}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={create.isPending} disabled={empty}>
            {words.create}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem problem={create.error} />
        <Field label={words.name} optional={words.optional}>
          <Input autoFocus maxLength={200} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <AddressFields kind={kind} address={address} onKind={setKind} onAddress={setAddress} />
      </form>
    </Dialog>
  );
}

interface AddressFieldsProps {
  readonly kind: IdentityKind;
  readonly address: string;
  readonly onKind: (kind: IdentityKind) => void;
  readonly onAddress: (address: string) => void;
}

export function AddressFields({ kind, address, onKind, onAddress }: AddressFieldsProps) {
  const t = useT();
  const words = t.contacts.form;
  return (
    <div className="grid gap-4 sm:grid-cols-[180px_1fr]">
      <Field label={words.kind}>
        <Select
          value={kind}
          options={IDENTITY_KINDS.map((value) => ({ value, label: t.contacts.kinds[value] }))}
          onChange={({ target }) => onKind(IdentityKind.parse(target.value))}
        />
      </Field>
      <Field label={words.address} {...(kind === 'phone' ? { help: words.addressHelp } : {})}>
        <Input
          inputMode={kind === 'phone' ? 'tel' : kind === 'email' ? 'email' : 'text'}
          maxLength={320}
          value={address}
          onChange={({ target }) => onAddress(target.value)}
        />
      </Field>
    </div>
  );
}
