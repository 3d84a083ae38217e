import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import type { OptOut } from '../../contracts/governance.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';

export function RemoveOptOut({ optOut, onClose }: { optOut: OptOut; onClose: () => void }) {
  const words = useT().govern.optOuts;
  const phone = formatPhone(optOut.address);
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/opt-outs/${encodeURIComponent(optOut.address)}`, Nothing),
    refresh: ['opt-outs'],
    said: () => words.removed(phone),
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={words.removeAsk(phone)}
      confirm={words.remove}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {words.removeBody}
    </ConfirmDialog>
  );
}
