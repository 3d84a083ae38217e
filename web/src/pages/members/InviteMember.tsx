import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { CreatedInvitation, type Role } from '../../contracts/accounts.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { RolePicker } from './RolePicker.tsx';

export function InviteMember({ onClose }: { onClose: () => void }) {
  const t = useT();
  const formId = useId();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const invite = useAction({
    run: (api) => api.send('POST', '/v1/invitations', CreatedInvitation, { email: email.trim(), role }),
    refresh: ['invitations'],
    inForm: true,
  });
  if (invite.data !== undefined) {
    return (
      <InvitationLink
        email={invite.data.email}
        link={invite.data.link}
        until={invite.data.expiresAt}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.members.invite}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={invite.isPending}>
            {t.members.submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <Field label={t.members.email} required error={faultOf(invite.error, 'email')}>
          <Input type="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <RolePicker role={role} onChange={setRole} />
        <FormProblem problem={invite.error} />
      </form>
    </Dialog>
  );
}

interface InvitationLinkProps {
  readonly email: string;
  readonly link: string;
  readonly until: string;
  readonly onClose: () => void;
}

function InvitationLink({ email, link, until, onClose }: InvitationLinkProps) {
  const t = useT();
  const format = useFormat();
  return (
    <Dialog
      open
      stubborn
      onClose={onClose}
      title={t.members.linkTitle}
      footer={
        <Button look="primary" onClick={onClose}>
          {t.members.done}
        </Button>
      }
    >
      <p className="text-sm text-muted">{t.members.linkBody(email)}</p>
      <div className="mt-4 flex flex-col items-start gap-3 rounded-md border border-line bg-sunken p-3">
        <code className="font-mono text-xs break-all select-all">{link}</code>
        <CopyButton text={link} />
      </div>
      <p className="mt-2 text-xs text-muted">{t.members.invitedUntil(format.dateTime(until))}</p>
    </Dialog>
  );
}
