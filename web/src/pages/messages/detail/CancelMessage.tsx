import { Ban } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { Message, type MessageStatus } from '../../../contracts/messages.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { partyWords } from '../parties.ts';

const NOT_LEFT: ReadonlySet<MessageStatus> = new Set(['accepted', 'held', 'queued']);

/** Takes a message back while it has not left. */
export function CancelMessage({ message }: { message: Message }) {
  const words = useT().messages.detail;
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const cancel = useAction<void, Message>({
    run: (api) => api.send('POST', `/v1/messages/${encodeURIComponent(message.id)}/cancel`, Message, {}),
    refresh: ['messages'],
    said: () => words.canceled,
    onDone: () => setAsking(false),
  });
  const possible = message.direction === 'out' && NOT_LEFT.has(message.status) && may('messages:cancel');
  if (!possible) return null;
  return (
    <>
      <Button icon={Ban} className="w-fit text-bad!" onClick={() => setAsking(true)}>
        {words.cancel}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.cancelAsk}
        confirm={words.cancel}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      >
        {words.cancelBody(partyWords(message))}
      </ConfirmDialog>
    </>
  );
}
