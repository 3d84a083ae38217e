import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ContactCount } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import type { ContactsSearch } from '../search.ts';
import { useContactCount, useTags } from '../use-contacts.ts';

/** Typing pauses this long before the list is asked, milliseconds. */
const TYPING_MS = 150;

interface FiltersProps {
  readonly filters: ContactsSearch;
  readonly onChange: (filters: ContactsSearch) => void;
}

/** A count in words: "12.345", or "10.000+" where counting stopped. */
export function useCountWords(): (count: ContactCount) => string {
  const t = useT();
  const format = useFormat();
  return ({ count, reached }) => (reached ? t.contacts.atLeast(format.number(count)) : format.number(count));
}

export function ContactFilters({ filters, onChange }: FiltersProps) {
  const words = useT().contacts;
  const countWords = useCountWords();
  const { data: tags = [] } = useTags();
  const { data: count } = useContactCount();
  return (
    <search aria-label={words.search} className="flex flex-wrap items-center gap-2 border-b border-line p-3">
      <SearchBox filters={filters} onChange={onChange} />
      {tags.length > 0 && (
        <Select
          size="sm"
          aria-label={words.tagFilter}
          value={filters.tag ?? ''}
          options={[
            { value: '', label: words.allTags },
            ...tags.map((tag) => ({ value: tag.id, label: `${tag.name} (${countWords(tag.contacts)})` })),
          ]}
          onChange={({ target }) =>
            onChange({ ...filters, tag: target.value === '' ? undefined : target.value })
          }
        />
      )}
      {count !== undefined && (
        <span className="ml-auto text-xs text-muted tabular-nums">{words.total(countWords(count))}</span>
      )}
    </search>
  );
}

function SearchBox({ filters, onChange }: FiltersProps) {
  const words = useT().contacts;
  const [typed, setTyped] = useState(filters.q ?? '');
  useEffect(() => {
    const wanted = typed.trim() === '' ? undefined : typed.trim();
    if (wanted === filters.q) return;
    const timer = setTimeout(() => onChange({ ...filters, q: wanted }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, filters, onChange]);
  return (
    <span className="relative min-w-48 flex-1 md:max-w-80">
      <Search
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <Input
        type="search"
        data-search=""
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="pl-8 md:h-8!"
      />
    </span>
  );
}
