import { Link } from '@tanstack/react-router';
import { ArrowLeft, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import type { ContactSummary, Suggestion } from '../../contracts/contacts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { MergeDialog } from './change/MergeDialog.tsx';
import { AddressText } from './list/AddressText.tsx';
import { nameOf } from './list/contact-name.ts';
import { AREA, useSuggestions } from './use-contacts.ts';

/** Pairs that may be one person, each with why: a person decides. */
export function DuplicatesPage() {
  const words = useT().contacts;
  const query = useSuggestions();
  const back = (
    <Link to="/contacts" className="inline-flex items-center gap-1.5 font-semibold text-muted hover:text-ink">
      <ArrowLeft aria-hidden size={14} />
      {words.page.back}
    </Link>
  );
  return (
    <Page title={words.duplicates.title} lead={words.duplicates.lead} action={back}>
      <Surface>
        <QueryView query={query}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0)
              return (
                <EmptyState icon={UsersRound} title={words.duplicates.empty.title}>
                  {words.duplicates.empty.body}
                </EmptyState>
              );
            return (
              <ul className="divide-y divide-line">
                {items.map((suggestion) => (
                  <SuggestionRow key={suggestion.id} suggestion={suggestion} />
                ))}
              </ul>
            );
          }}
        </QueryView>
        <LoadMore
          more={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      </Surface>
    </Page>
  );
}

function SuggestionRow({ suggestion }: { suggestion: Suggestion }) {
  const words = useT().contacts.duplicates;
  const may = useMay();
  const [merging, setMerging] = useState(false);
  const [a, b] = suggestion.contacts;
  // The one with more ways to reach it stays, unless somebody says otherwise.
  const [joins, stays] = a.identities.length > b.identities.length ? [b, a] : [a, b];
  const dismiss = useAction<void>({
    run: (api) => api.send('POST', `/v1/contact-suggestions/${suggestion.id}/dismiss`, Nothing, {}),
    said: () => words.dismissed,
    refresh: [AREA],
  });
  return (
    <li className="flex flex-col gap-3 p-4">
      <Badge tone="hold">{words.reasons[suggestion.reason]}</Badge>
      <div className="grid gap-3 sm:grid-cols-2">
        <Side contact={a} />
        <Side contact={b} />
      </div>
      {may('contacts:write') && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" look="primary" onClick={() => setMerging(true)}>
            {words.merge}
          </Button>
          <Button size="sm" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
            {words.dismiss}
          </Button>
        </div>
      )}
      {merging && <MergeDialog contactId={stays.id} otherId={joins.id} onClose={() => setMerging(false)} />}
    </li>
  );
}

function Side({ contact }: { contact: ContactSummary }) {
  const words = useT().contacts;
  return (
    <Link
      to="/contacts/$contactId"
      params={{ contactId: contact.id }}
      className="min-w-0 rounded-md border border-line p-3 text-sm hover:bg-hover"
    >
      <span className="block truncate font-semibold">{nameOf(contact, words.nameless)}</span>
      <span className="mt-1 flex flex-col gap-1 text-xs text-muted">
        {contact.identities.map((identity) => (
          <AddressText key={identity.id} identity={identity} />
        ))}
      </span>
    </Link>
  );
}
