import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Contact as ContactIcon, Plus, SearchX, Tags as TagsIcon, UsersRound } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../ui/state/Skeleton.tsx';
import { TransferActions } from './export/TransferActions.tsx';
import { NewContact } from './change/NewContact.tsx';
import { ContactFilters, useCountWords } from './list/ContactFilters.tsx';
import { ContactTable } from './list/ContactTable.tsx';
import type { ContactsSearch } from './search.ts';
import { useContactList, useSuggestionCount } from './use-contacts.ts';

/** Everybody the company talks with, found as one types. */
export function ContactsPage() {
  const words = useT().contacts;
  const filters = useSearch({ from: '/console/contacts' });
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const change = useCallback(
    (search: ContactsSearch) => void navigate({ to: '/contacts', search, replace: true, resetScroll: false }),
    [navigate],
  );
  const query = useContactList(filters);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      action={<PageActions filters={filters} onAdd={() => setAdding(true)} />}
    >
      <Surface>
        <ContactFilters filters={filters} onChange={change} />
        <QueryView query={query} loading={<SkeletonRows rows={10} />}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <Nobody filters={filters} onAdd={() => setAdding(true)} />;
            return (
              <div
                aria-busy={query.isPlaceholderData}
                className={cx('transition-opacity duration-120', query.isPlaceholderData && 'opacity-55')}
              >
                <ContactTable items={items} />
              </div>
            );
          }}
        </QueryView>
        <LoadMore
          more={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      </Surface>
      {adding && <NewContact onClose={() => setAdding(false)} />}
    </Page>
  );
}

function PageActions({ filters, onAdd }: { filters: ContactsSearch; onAdd: () => void }) {
  const words = useT().contacts;
  const may = useMay();
  const countWords = useCountWords();
  const { data: waiting } = useSuggestionCount();
  return (
    <>
      {waiting !== undefined && waiting.count > 0 && (
        <Link to="/contacts/duplicates" className={buttonClass({ look: 'quiet' })}>
          <UsersRound aria-hidden size={16} />
          {words.duplicatesLink(countWords(waiting))}
        </Link>
      )}
      <Link to="/contacts/settings" className={buttonClass({ look: 'quiet' })}>
        <TagsIcon aria-hidden size={16} />
        <span className="max-md:sr-only">{words.settings.title}</span>
      </Link>
      <TransferActions filter={filters} />
      {may('contacts:write') && (
        <Button look="primary" icon={Plus} onClick={onAdd}>
          {words.add}
        </Button>
      )}
    </>
  );
}

function Nobody({ filters, onAdd }: { filters: ContactsSearch; onAdd: () => void }) {
  const words = useT().contacts;
  const may = useMay();
  if (filters.q !== undefined || filters.tag !== undefined) {
    return (
      <EmptyState icon={SearchX} title={words.noMatch.title}>
        {words.noMatch.body}
        {!may('contacts:numbers') && ` ${words.noMatch.masked}`}
      </EmptyState>
    );
  }
  const action = may('contacts:write') && (
    <Button icon={Plus} onClick={onAdd}>
      {words.add}
    </Button>
  );
  return (
    <EmptyState icon={ContactIcon} title={words.empty.title} action={action}>
      {words.empty.body}
    </EmptyState>
  );
}
