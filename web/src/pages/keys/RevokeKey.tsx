import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import type { ApiKey } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useT();
  const revoke = useAction({
    run: (api) => api.send('DELETE', `/v1/keys/${apiKey.id}`, Nothing),
    refresh: ['keys'],
    said: () => t.keys.revoked(apiKey.name),
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t.keys.revokeAsk(apiKey.name)}
      confirm={t.keys.revoke}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
    >
      {t.keys.revokeBody}
    </ConfirmDialog>
  );
}
