import { Eye, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import type { Contact, Identity } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { AddAddress } from '../change/AddAddress.tsx';
import { AddressText, addressWords } from '../list/AddressText.tsx';
import { AREA } from '../use-contacts.ts';
import { RevealAddress } from './RevealAddress.tsx';

export function AddressList({ contact }: { contact: Contact }) {
  const words = useT().contacts.page;
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const live = contact.identities.filter(({ endedAt }) => endedAt === null);
  const former = contact.identities.filter(({ endedAt }) => endedAt !== null);
  return (
    <section className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-base font-bold">{words.addresses}</h2>
        {may('contacts:write') && contact.mergedInto === null && (
          <Button look="quiet" size="sm" icon={Plus} onClick={() => setAdding(true)}>
            {words.addAddress}
          </Button>
        )}
      </div>
      {live.length === 0 && <p className="text-sm text-muted">{words.noAddresses}</p>}
      <ul className="flex flex-col gap-3">
        {live.map((identity) => (
          <AddressRow key={identity.id} contact={contact} identity={identity} />
        ))}
      </ul>
      {former.length > 0 && (
        <details className="text-sm text-muted">
          <summary className="cursor-pointer text-xs font-semibold">{words.former}</summary>
          <ul className="mt-2 flex flex-col gap-1.5">
            {former.map((identity) => (
              <li key={identity.id} className="flex flex-wrap items-center gap-x-2">
                <AddressText identity={identity} />
                {identity.endedAt !== null && (
                  <span className="text-xs">
                    {words.formerSince} <Time at={identity.endedAt} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {adding && <AddAddress contactId={contact.id} onClose={() => setAdding(false)} />}
    </section>
  );
}

function AddressRow({ contact, identity }: { contact: Contact; identity: Identity }) {
  const words = useT().contacts;
  const may = useMay();
  const [removing, setRemoving] = useState(false);
  const [revealing, setRevealing] = useState(false);
  const [whole, setWhole] = useState<string>();
  const shown = whole === undefined ? identity : { ...identity, address: whole, masked: false };
  return (
    <li className="flex items-start justify-between gap-2 text-sm">
      <div className="min-w-0">
        <AddressText identity={shown} />
        <p className="pl-[23px] text-xs text-muted">
          {identity.profileName !== null && <span>“{identity.profileName}” · </span>}
          {identity.lastSeenAt === null ? (
            words.page.neverSeen
          ) : (
            <>
              {words.page.lastSeen} <Time at={identity.lastSeenAt} />
            </>
          )}
        </p>
      </div>
      <div className="flex shrink-0 items-center">
        {shown.masked && may('contacts:reveal') && (
          <Button look="quiet" size="sm" icon={Eye} onClick={() => setRevealing(true)}>
            {words.page.reveal}
          </Button>
        )}
        {may('contacts:write') && (
          <IconButton
            size="sm"
            icon={X}
            label={`${words.page.removeAddress}: ${addressWords(shown)}`}
            onClick={() => setRemoving(true)}
          />
        )}
      </div>
      {removing && <RemoveAddress contact={contact} identity={shown} onClose={() => setRemoving(false)} />}
      {revealing && (
        <RevealAddress
          contactId={contact.id}
          identityId={identity.id}
          onShown={setWhole}
          onClose={() => setRevealing(false)}
        />
      )}
    </li>
  );
}

function RemoveAddress({
  contact,
  identity,
  onClose,
}: {
  contact: Contact;
  identity: Identity;
  onClose: () => void;
}) {
  const words = useT().contacts.page;
  const remove = useAction<void>({
    run: (api) => api.send('DELETE', `/v1/contacts/${contact.id}/identities/${identity.id}`, Nothing),
    said: () => words.removed,
    onDone: onClose,
    refresh: [AREA],
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={words.removeAsk(addressWords(identity))}
      confirm={words.removeAddress}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {words.removeBody}
    </ConfirmDialog>
  );
}
