import { useNavigate } from '@tanstack/react-router';
import type { ContactSummary } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { type Column, Table } from '../../../ui/data/Table.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { AddressText } from './AddressText.tsx';
import { nameOf } from './contact-name.ts';
import { TagChip } from './TagChip.tsx';

/** Tags beyond these are counted. */
const TAGS_SHOWN = 2;

export function ContactTable({ items }: { items: readonly ContactSummary[] }) {
  const words = useT().contacts;
  const navigate = useNavigate();
  const columns: Column<ContactSummary>[] = [
    {
      key: 'name',
      title: words.columns.name,
      cell: (contact) => <span className="font-semibold">{nameOf(contact, words.nameless)}</span>,
    },
    { key: 'address', title: words.columns.address, cell: (contact) => <Addresses contact={contact} /> },
    { key: 'tags', title: words.columns.tags, wideOnly: true, cell: (contact) => <Tags contact={contact} /> },
    {
      key: 'created',
      title: words.columns.created,
      width: 'w-36',
      align: 'right',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
  return (
    <Table
      label={words.title}
      rows={items}
      rowKey={({ id }) => id}
      columns={columns}
      onOpen={({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } })}
      phoneRow={(contact) => (
        <span className="flex flex-col gap-1.5">
          <span className="font-semibold">{nameOf(contact, words.nameless)}</span>
          <span className="text-xs text-muted">
            <Addresses contact={contact} />
          </span>
          {contact.tags.length > 0 && <Tags contact={contact} />}
        </span>
      )}
    />
  );
}

function Addresses({ contact }: { contact: ContactSummary }) {
  const words = useT().contacts;
  const [first, ...rest] = contact.identities;
  if (first === undefined) return <span className="text-faint">–</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <AddressText identity={first} />
      {rest.length > 0 && <span className="shrink-0 text-xs text-faint">{words.more(rest.length)}</span>}
    </span>
  );
}

function Tags({ contact }: { contact: ContactSummary }) {
  const words = useT().contacts;
  const hidden = contact.tags.length - TAGS_SHOWN;
  return (
    <span className="flex items-center gap-1.5">
      {contact.tags.slice(0, TAGS_SHOWN).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {hidden > 0 && <span className="text-xs text-faint">{words.more(hidden)}</span>}
    </span>
  );
}
