import { useInvitations } from '../../api/lists.ts';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import type { Invitation } from '../../contracts/accounts.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Surface } from '../../ui/layout/Page.tsx';

/** Invitations nobody has answered yet; nothing when there are none. */
export function Invitations() {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const { data: open } = useInvitations(may('members:read'));
  const revoke = useAction<Invitation>({
    run: (api, { id }) => api.send('DELETE', `/v1/invitations/${id}`, Nothing),
    refresh: ['invitations'],
    said: (_, { email }) => t.members.invitationRevoked(email),
  });
  if (open === undefined || open.length === 0) return null;
  return (
    <Surface>
      <h2 className="px-4 pt-3 pb-2 text-sm font-semibold">{t.members.invitations}</h2>
      <ul className="divide-y divide-line text-sm">
        {open.map((invitation) => (
          <li
            key={invitation.id}
            className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2"
          >
            <span className="min-w-0">
              <span className="block truncate font-semibold">{invitation.email}</span>
              <span className="block text-xs text-muted">
                {t.roles[invitation.role].name} ·{' '}
                {t.members.invitedUntil(format.dateTime(invitation.expiresAt))}
              </span>
            </span>
            {may('members:write') && (
              <Button look="quiet" size="sm" onClick={() => revoke.mutate(invitation)}>
                {t.members.revokeInvitation}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Surface>
  );
}
