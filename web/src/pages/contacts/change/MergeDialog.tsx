import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ArrowDownUp } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { useApi } from '../../../api/use-api.ts';
import { Contact, MergePreview } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../../ui/state/Skeleton.tsx';
import { AddressText } from '../list/AddressText.tsx';
import { nameOf } from '../list/contact-name.ts';
import { AREA } from '../use-contacts.ts';
import { FindContact } from './FindContact.tsx';
import { MergeConflicts } from './MergeConflicts.tsx';

interface MergeProps {
  readonly contactId: string;
  /** Known beforehand where a suggestion led here. */
  readonly otherId?: string;
  readonly onClose: () => void;
}

/** Which contact stays, what comes from whom, and what to keep where they differ. */
export function MergeDialog({ contactId, otherId, onClose }: MergeProps) {
  const t = useT();
  const words = t.contacts.merge;
  const navigate = useNavigate();
  const [pair, setPair] = useState({ stays: contactId, joins: otherId });
  const [take, setTake] = useState<Readonly<Record<string, string>>>({});
  const merge = useAction<void, Contact>({
    run: (api) =>
      api.send('POST', `/v1/contacts/${pair.stays}/merge`, Contact, { others: [pair.joins], take }),
    refresh: [AREA],
    inForm: true,
    said: () => words.done,
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: '/contacts/$contactId', params: { contactId: id } });
    },
  });
  const swap = (): void => {
    if (pair.joins === undefined) return;
    setPair({ stays: pair.joins, joins: pair.stays });
    setTake({});
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={words.title}
      {...(pair.joins === undefined
        ? {}
        : {
            footer: (
              <>
                <span className="mr-auto self-center text-xs text-muted max-md:w-full">{words.undoHint}</span>
                <Button onClick={onClose}>{t.common.cancel}</Button>
                <Button look="primary" busy={merge.isPending} onClick={() => merge.mutate()}>
                  {words.submit}
                </Button>
              </>
            ),
          })}
    >
      {pair.joins === undefined ? (
        <FindContact except={contactId} onPick={(joins) => setPair({ ...pair, joins })} />
      ) : (
        <div className="flex flex-col gap-4">
          <FormProblem problem={merge.error} />
          <Preview
            stays={pair.stays}
            joins={pair.joins}
            // Once they are one there is nothing to compare any more, and asking would be refused.
            asks={!merge.isPending && !merge.isSuccess}
            take={take}
            onTake={setTake}
            onSwap={swap}
          />
        </div>
      )}
    </Dialog>
  );
}

interface PreviewProps {
  readonly stays: string;
  readonly joins: string;
  readonly asks: boolean;
  readonly take: Readonly<Record<string, string>>;
  readonly onTake: (take: Readonly<Record<string, string>>) => void;
  readonly onSwap: () => void;
}

function Preview({ stays, joins, asks, take, onTake, onSwap }: PreviewProps) {
  const words = useT().contacts;
  const api = useApi();
  const query = useQuery({
    queryKey: [api.workspaceId, AREA, 'merge-preview', stays, joins],
    queryFn: () => api.send('POST', `/v1/contacts/${stays}/merge-preview`, MergePreview, { others: [joins] }),
    staleTime: 0,
    enabled: asks,
  });
  return (
    <QueryView query={query} loading={<SkeletonRows rows={4} />}>
      {({ contact, others, conflicts }) => (
        <div className="flex flex-col gap-5">
          <div className="grid gap-3 sm:grid-cols-[1fr_auto_1fr]">
            <Side label={words.merge.stays} contact={contact} />
            <Button
              look="quiet"
              size="sm"
              icon={ArrowDownUp}
              className="self-center justify-self-center"
              onClick={onSwap}
            >
              {words.merge.swap}
            </Button>
            {others.map((other) => (
              <Side key={other.id} label={words.merge.joins} contact={other} />
            ))}
          </div>
          <MergeConflicts people={[contact, ...others]} conflicts={conflicts} take={take} onTake={onTake} />
        </div>
      )}
    </QueryView>
  );
}

function Side({ label, contact }: { label: string; contact: Contact }) {
  const words = useT().contacts;
  return (
    <section className="min-w-0 rounded-md border border-line p-3 text-sm">
      <p className="text-xs text-muted">{label}</p>
      <p className="truncate font-semibold">{nameOf(contact, words.nameless)}</p>
      <ul className="mt-2 flex flex-col gap-1 text-xs text-muted">
        {contact.identities.map((identity) => (
          <li key={identity.id} className="min-w-0">
            <AddressText identity={identity} />
          </li>
        ))}
      </ul>
    </section>
  );
}
