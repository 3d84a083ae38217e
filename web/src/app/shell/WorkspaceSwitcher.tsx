import { ChevronsUpDown } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { BrandMark } from '../../ui/Brand.tsx';
import { cx } from '../../ui/cx.ts';
import { Menu, MenuItem, MenuLabel } from '../../ui/overlay/Menu.tsx';
import { preferences } from '../preferences.ts';
import { useMembership, useSession } from '../session.tsx';

/** Which company one works for; a plain heading when there is only one. */
export function WorkspaceSwitcher({ narrow }: { narrow: boolean }) {
  const t = useT();
  const { memberships } = useSession();
  const { workspace } = useMembership();
  const several = memberships.length > 1;
  const face = (
    <>
      <BrandMark className="size-7 shrink-0" />
      {!narrow && (
        <span className="min-w-0 flex-1 text-left">
          <span className="block truncate text-sm font-bold">{workspace.name}</span>
          {workspace.trial && <span className="block text-xs leading-4 text-muted">{t.shell.trial}</span>}
        </span>
      )}
    </>
  );
  const shape = cx(
    'flex min-h-11 items-center gap-2.5 rounded-md',
    narrow ? 'justify-center px-1' : 'w-full px-2',
  );
  if (!several) return <div className={shape}>{face}</div>;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={cx(shape, 'hover:bg-hover')}>
          <span className="sr-only">
            {t.shell.switchWorkspace}: {narrow && workspace.name}
          </span>
          {face}
          {!narrow && <ChevronsUpDown aria-hidden size={16} className="shrink-0 text-faint" />}
        </button>
      }
    >
      <MenuLabel>{t.shell.workspace}</MenuLabel>
      {memberships.map((membership) => (
        <MenuItem
          key={membership.workspace.id}
          checked={membership.workspace.id === workspace.id}
          onSelect={() => preferences.write({ workspaceId: membership.workspace.id })}
        >
          {membership.workspace.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
