import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { Contact, type ContactChange } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { LoadMore } from '../../../ui/layout/LoadMore.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { AREA, useHistory } from '../use-contacts.ts';
import { ChangeStory } from './ChangeStory.tsx';

export function History({ contactId }: { contactId: string }) {
  const words = useT().contacts;
  const may = useMay();
  const query = useHistory(contactId);
  const [undoing, setUndoing] = useState<ContactChange | null>(null);
  return (
    <>
      <QueryView query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return <p className="py-8 text-center text-sm text-muted">{words.history.empty}</p>;
          return (
            <ol className="divide-y divide-line">
              {items.map((change) => (
                <li key={change.id} className="flex items-start justify-between gap-3 py-3">
                  <div className="min-w-0">
                    <ChangeStory change={change} />
                    <span className="text-xs text-muted">
                      <Time at={change.at} />
                    </span>
                  </div>
                  {change.undoable && may('contacts:write') && (
                    <Button size="sm" icon={Undo2} onClick={() => setUndoing(change)}>
                      {words.history.undo}
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          );
        }}
      </QueryView>
      <LoadMore
        more={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
      {undoing !== null && <UndoChange change={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

function UndoChange({ change, onClose }: { change: ContactChange; onClose: () => void }) {
  const words = useT().contacts.history;
  const undo = useAction<void, Contact>({
    run: (api) => api.send('POST', `/v1/contacts/${change.contact}/history/${change.id}/undo`, Contact, {}),
    said: () => words.undoDone,
    onDone: onClose,
    refresh: [AREA],
  });
  return (
    <ConfirmDialog
      open
      danger={false}
      onClose={onClose}
      title={change.kind === 'split' ? words.undoTitle.split : words.undoTitle.merged}
      confirm={words.undo}
      busy={undo.isPending}
      onConfirm={() => undo.mutate()}
    >
      <p className="mb-3">{words.undoBody}</p>
      <ChangeStory change={change} />
    </ConfirmDialog>
  );
}
