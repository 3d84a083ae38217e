import { Ellipsis, UserRoundCheck, UserRoundCog, UserRoundMinus, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import type { Member } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/overlay/Menu.tsx';
import { useToast } from '../../ui/overlay/Toast.tsx';
import { useChangeMember } from './change-member.ts';
import { ChangeRole } from './ChangeRole.tsx';

/** What can be done about somebody else in the workspace. */
export function MemberMenu({ member }: { member: Member }) {
  const t = useT();
  const toast = useToast();
  const [asking, setAsking] = useState<'suspend' | 'remove' | 'role' | null>(null);
  const close = (): void => setAsking(null);
  const activate = useChangeMember(member, () => toast.say(t.members.activated(member.name)));
  const suspend = useChangeMember(member, () => {
    close();
    toast.say(t.members.suspendDone(member.name), () => activate.mutate({ status: 'active' }));
  });
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/members/${member.id}`, Nothing),
    refresh: ['members'],
    said: () => t.members.removed(member.name),
    onDone: close,
  });
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={t.members.actions(member.name)} />}>
        <MenuItem icon={UserRoundCog} onSelect={() => setAsking('role')}>
          {t.members.changeRole}
        </MenuItem>
        {member.status === 'active' ? (
          <MenuItem icon={UserRoundX} onSelect={() => setAsking('suspend')}>
            {t.members.suspend}
          </MenuItem>
        ) : (
          <MenuItem icon={UserRoundCheck} onSelect={() => activate.mutate({ status: 'active' })}>
            {t.members.activate}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem icon={UserRoundMinus} danger onSelect={() => setAsking('remove')}>
          {t.members.remove}
        </MenuItem>
      </Menu>
      {asking === 'role' && <ChangeRole member={member} onClose={close} />}
      <ConfirmDialog
        open={asking === 'suspend'}
        onClose={close}
        title={t.members.suspendAsk(member.name)}
        confirm={t.members.suspend}
        busy={suspend.isPending}
        onConfirm={() => suspend.mutate({ status: 'suspended' })}
      >
        {t.members.suspendBody}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'remove'}
        onClose={close}
        title={t.members.removeAsk(member.name)}
        confirm={t.members.remove}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t.members.removeBody}
      </ConfirmDialog>
    </>
  );
}
