import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Contact } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/form/Checkbox.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { addressWords } from '../list/AddressText.tsx';
import { AREA } from '../use-contacts.ts';

/** Some addresses are somebody else's: they go to a contact of their own. */
export function SplitContact({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useT();
  const words = t.contacts.split;
  const navigate = useNavigate();
  const formId = useId();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const split = useAction<void, Contact>({
    run: (api) => {
      const body = { identities: chosen, name: name.trim() === '' ? null : name.trim() };
      return api.send('POST', `/v1/contacts/${contact.id}/split`, Contact, body, key);
    },
    refresh: [AREA],
    inForm: true,
    said: () => words.done,
    onDone: ({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    split.mutate();
  };
  const all = chosen.length === contact.identities.length;
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            busy={split.isPending}
            disabled={chosen.length === 0 || all}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4 text-sm">
        <p className="text-muted">{words.lead}</p>
        <FormProblem problem={split.error} />
        <div className="flex flex-col gap-2">
          {contact.identities.map((identity) => (
            <Checkbox
              key={identity.id}
              checked={chosen.includes(identity.id)}
              onChange={(on) =>
                setChosen(on ? [...chosen, identity.id] : chosen.filter((id) => id !== identity.id))
              }
              label={addressWords(identity)}
              help={t.contacts.kinds[identity.kind]}
            />
          ))}
        </div>
        <Field label={words.name} optional={t.contacts.form.optional}>
          <Input maxLength={200} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
