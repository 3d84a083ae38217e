import { type FormEvent, useId, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { RevealedIdentity } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { AREA } from '../use-contacts.ts';

/** The server refuses shorter ones. */
const SHORTEST_REASON = 3;

interface RevealProps {
  readonly contactId: string;
  readonly identityId: string;
  readonly onShown: (address: string) => void;
  readonly onClose: () => void;
}

/** One address, for a reason that is kept. It is shown until the page is left. */
export function RevealAddress({ contactId, identityId, onShown, onClose }: RevealProps) {
  const t = useT();
  const words = t.contacts.page;
  const formId = useId();
  const [reason, setReason] = useState('');
  const reveal = useAction<void, RevealedIdentity>({
    run: (api) =>
      api.send('POST', `/v1/contacts/${contactId}/reveal`, RevealedIdentity, {
        identity: identityId,
        reason: reason.trim(),
      }),
    inForm: true,
    refresh: [AREA],
    onDone: ({ address }) => {
      onShown(address);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    reveal.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.revealTitle}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            busy={reveal.isPending}
            disabled={reason.trim().length < SHORTEST_REASON}
          >
            {words.revealSubmit}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem problem={reveal.error} />
        <Field label={words.revealReason} help={words.revealHelp} required>
          <Input
            autoFocus
            maxLength={200}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
