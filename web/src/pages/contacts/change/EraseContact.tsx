import { useNavigate } from '@tanstack/react-router';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { AREA } from '../use-contacts.ts';

export function EraseContact({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const words = useT().contacts.erase;
  const navigate = useNavigate();
  const erase = useAction<void>({
    run: (api) => api.send('DELETE', `/v1/contacts/${contactId}`, Nothing),
    said: () => words.done,
    onDone: () => void navigate({ to: '/contacts' }),
    refresh: [AREA],
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={words.title}
      confirm={words.submit}
      busy={erase.isPending}
      onConfirm={() => erase.mutate()}
    >
      {words.body}
    </ConfirmDialog>
  );
}
