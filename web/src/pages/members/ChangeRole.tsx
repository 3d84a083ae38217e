import { useState } from 'react';
import type { Member } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { useToast } from '../../ui/overlay/Toast.tsx';
import { useChangeMember } from './change-member.ts';
import { RolePicker } from './RolePicker.tsx';

export function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const [role, setRole] = useState(member.role);
  const back = useChangeMember(member, () =>
    toast.say(t.members.roleChanged(member.name, t.roles[member.role].name)),
  );
  const change = useChangeMember(member, () => {
    onClose();
    toast.say(t.members.roleChanged(member.name, t.roles[role].name), () =>
      back.mutate({ role: member.role }),
    );
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${t.members.changeRole}: ${member.name}`}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            look="primary"
            busy={change.isPending}
            disabled={role === member.role}
            onClick={() => change.mutate({ role })}
          >
            {t.common.save}
          </Button>
        </>
      }
    >
      <RolePicker role={role} onChange={setRole} />
    </Dialog>
  );
}
