import type { ContactCount } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { SearchBox } from '../../../ui/form/SearchBox.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import type { ContactsSearch } from '../search.ts';
import { useContactCount, useTags } from '../use-contacts.ts';

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
  const isNarrowed = filters.q !== undefined || filters.tag !== undefined;
  return (
    <search aria-label={words.search} className="flex flex-wrap items-center gap-2 border-b border-line p-3">
      <SearchBox
        label={words.search}
        value={filters.q}
        onChange={(q) => onChange({ ...filters, q })}
        className="min-w-48 flex-1 md:max-w-80"
      />
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
      {/* All of them: beside a search it would be read as what was found. */}
      {count !== undefined && !isNarrowed && (
        <span className="ml-auto text-xs text-muted tabular-nums">{words.total(countWords(count))}</span>
      )}
    </search>
  );
}
