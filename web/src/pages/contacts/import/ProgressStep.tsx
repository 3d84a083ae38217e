import { CircleStop } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Import } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { Counts } from './Counts.tsx';
import { ProgressBar } from './ProgressBar.tsx';

export function ProgressStep({ one }: { one: Import }) {
  const words = useT().contactTransfer.progress;
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const cancel = useAction({
    run: (api) => api.send('POST', `/v1/contacts/imports/${one.id}/cancel`, Import, {}),
    refresh: ['contact-imports', 'contacts'],
    onDone: () => setAsking(false),
  });
  const total = one.total ?? 0;
  const said =
    one.state === 'waiting' ? words.waiting : words.of(format.number(one.processed), format.number(total));
  return (
    <Section
      title={one.state === 'waiting' ? words.waiting : words.running}
      lead={one.fileName}
      action={
        <Button icon={CircleStop} onClick={() => setAsking(true)}>
          {words.cancel}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <div>
          <ProgressBar share={total === 0 ? undefined : one.processed / total} label={said} />
          <p className="mt-2 text-sm text-muted tabular-nums" aria-live="polite">
            {said}
          </p>
        </div>
        <Counts one={one} />
        <p className="text-sm text-muted">{words.leave}</p>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.cancelAsk}
        confirm={words.cancel}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      >
        {words.cancelBody}
      </ConfirmDialog>
    </Section>
  );
}
