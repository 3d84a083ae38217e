import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, Combine, Ellipsis, Eraser, Pencil, Send, Split } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import type { Contact } from '../../contracts/contacts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass, IconButton } from '../../ui/Button.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { Tabs } from '../../ui/layout/Tabs.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/overlay/Menu.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { EditContact } from './change/EditContact.tsx';
import { EraseContact } from './change/EraseContact.tsx';
import { MergeDialog } from './change/MergeDialog.tsx';
import { SplitContact } from './change/SplitContact.tsx';
import { nameOf } from './list/contact-name.ts';
import { AddressList } from './page/AddressList.tsx';
import { Details } from './page/Details.tsx';
import { History } from './page/History.tsx';
import { ReplyWindows } from './page/ReplyWindows.tsx';
import { Timeline } from './page/Timeline.tsx';
import { useContact } from './use-contacts.ts';

/** One person: where they are reached, what is known, and everything that happened. */
export function ContactPage() {
  const words = useT().contacts;
  const { contactId } = useParams({ from: '/console/contacts/$contactId' });
  const query = useContact(contactId);
  const contact = query.data;
  return (
    <Page
      title={contact === undefined ? words.title : nameOf(contact, words.nameless)}
      action={contact !== undefined && contact.mergedInto === null && <Actions contact={contact} />}
      lead={
        <Link to="/contacts" className="inline-flex items-center gap-1.5 hover:text-ink">
          <ArrowLeft aria-hidden size={14} />
          {words.page.back}
        </Link>
      }
    >
      <QueryView query={query}>
        {(found) =>
          found.mergedInto === null ? <Person contact={found} /> : <Merged into={found.mergedInto} />
        }
      </QueryView>
    </Page>
  );
}

function Person({ contact }: { contact: Contact }) {
  const words = useT().contacts.page;
  const [tab, setTab] = useState('timeline');
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[340px_1fr]">
      <Surface className="flex flex-col gap-6 p-5">
        <AddressList contact={contact} />
        <ReplyWindows contact={contact} />
        <Details contact={contact} />
      </Surface>
      <Surface className="px-5 pt-2 pb-5">
        <Tabs
          label={words.timeline}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'timeline', label: words.timeline, content: <Timeline contactId={contact.id} /> },
            { value: 'history', label: words.history, content: <History contactId={contact.id} /> },
          ]}
        />
      </Surface>
    </div>
  );
}

function Merged({ into }: { into: string }) {
  const words = useT().contacts.page;
  return (
    <Surface className="flex flex-col items-center gap-4 p-8 text-center text-sm">
      <p>{words.mergedInto}</p>
      <Link
        to="/contacts/$contactId"
        params={{ contactId: into }}
        className={buttonClass({ look: 'primary' })}
      >
        {words.mergedOpen}
      </Link>
    </Surface>
  );
}

function Actions({ contact }: { contact: Contact }) {
  const words = useT().contacts.page;
  const may = useMay();
  const [open, setOpen] = useState<'edit' | 'merge' | 'split' | 'erase' | null>(null);
  const close = (): void => setOpen(null);
  const phone = contact.identities.find(
    ({ kind, endedAt, masked }) => kind === 'phone' && endedAt === null && !masked,
  );
  return (
    <>
      {may('messages:send') && phone !== undefined && (
        <Link to="/messages/send" search={{ to: phone.address }} className={buttonClass({ look: 'primary' })}>
          <Send aria-hidden size={16} />
          {words.write}
        </Link>
      )}
      {may('contacts:write') && (
        <Button icon={Pencil} onClick={() => setOpen('edit')}>
          {words.edit}
        </Button>
      )}
      {(may('contacts:write') || may('contacts:delete')) && (
        <Menu trigger={<IconButton look="secondary" icon={Ellipsis} label={words.more} />}>
          {may('contacts:write') && (
            <>
              <MenuItem icon={Combine} onSelect={() => setOpen('merge')}>
                {words.merge}
              </MenuItem>
              <MenuItem
                icon={Split}
                disabled={contact.identities.length < 2}
                onSelect={() => setOpen('split')}
              >
                {words.split}
              </MenuItem>
            </>
          )}
          {may('contacts:delete') && (
            <>
              <MenuLine />
              <MenuItem danger icon={Eraser} onSelect={() => setOpen('erase')}>
                {words.erase}
              </MenuItem>
            </>
          )}
        </Menu>
      )}
      {open === 'edit' && <EditContact contact={contact} onClose={close} />}
      {open === 'merge' && <MergeDialog contactId={contact.id} onClose={close} />}
      {open === 'split' && <SplitContact contact={contact} onClose={close} />}
      {open === 'erase' && <EraseContact contactId={contact.id} onClose={close} />}
    </>
  );
}
