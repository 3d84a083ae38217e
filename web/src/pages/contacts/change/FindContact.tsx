import { useState } from 'react';
import type { ContactSummary } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { SearchBox } from '../../../ui/form/SearchBox.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../../ui/state/Skeleton.tsx';
import { AddressText } from '../list/AddressText.tsx';
import { nameOf } from '../list/contact-name.ts';
import { useContactList } from '../use-contacts.ts';

const SHOWN = 6;

interface FindProps {
  /** Not offered: the contact that looks for another one. */
  readonly except: string;
  readonly onPick: (contactId: string) => void;
}

export function FindContact({ except, onPick }: FindProps) {
  const words = useT().contacts;
  const [q, setQ] = useState<string>();
  const query = useContactList({ q });
  const offered = (pages: readonly { readonly items: readonly ContactSummary[] }[]): ContactSummary[] =>
    pages
      .flatMap(({ items }) => items)
      .filter(({ id }) => id !== except)
      .slice(0, SHOWN);
  return (
    <div className="flex flex-col gap-3">
      <SearchBox autoFocus ofPage={false} label={words.merge.find} value={q} onChange={setQ} />
      <QueryView query={query} loading={<SkeletonRows rows={4} />}>
        {({ pages }) =>
          offered(pages).length === 0 ? (
            <p className="py-6 text-center text-sm text-muted">{words.noMatch.title}</p>
          ) : (
            <ul className="divide-y divide-line">
              {offered(pages).map((contact) => (
                <li key={contact.id} className="flex items-center justify-between gap-3 py-2 text-sm">
                  <span className="min-w-0">
                    <span className="block truncate font-semibold">{nameOf(contact, words.nameless)}</span>
                    {contact.identities[0] !== undefined && (
                      <span className="text-xs text-muted">
                        <AddressText identity={contact.identities[0]} />
                      </span>
                    )}
                  </span>
                  <Button size="sm" onClick={() => onPick(contact.id)}>
                    {words.merge.pick}
                    <span className="sr-only">{nameOf(contact, words.nameless)}</span>
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </div>
  );
}
