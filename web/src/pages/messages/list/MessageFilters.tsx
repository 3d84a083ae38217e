import { ListFilter, X } from 'lucide-react';
import { useId, useState } from 'react';
import { MESSAGE_CLASSES, MESSAGE_STATUSES } from '../../../contracts/messages.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { SearchBox } from '../../../ui/form/SearchBox.tsx';
import { MessagesSearch } from '../search.ts';
import { useChannels } from '../use-routing.ts';
import { FilterSelect } from './FilterSelect.tsx';
import { PeriodFilter } from './PeriodFilter.tsx';

interface FiltersProps {
  readonly filters: MessagesSearch;
  readonly onChange: (filters: MessagesSearch) => void;
}

const countOf = (filters: MessagesSearch): number =>
  Object.entries({ ...filters, from: filters.from ?? filters.until, until: undefined }).filter(
    ([, value]) => value !== undefined,
  ).length;

/** The number always, the rest beside it; on phones behind a button. */
export function MessageFilters({ filters, onChange }: FiltersProps) {
  const t = useT();
  const words = t.messages.filters;
  const [shown, setShown] = useState(false);
  const panelId = useId();
  const count = countOf(filters);
  return (
    <search aria-label={words.label} className="flex flex-wrap items-center gap-2 border-b border-line p-3">
      <SearchBox
        label={words.phone}
        inputMode="tel"
        value={filters.phone}
        onChange={(phone) => onChange({ ...filters, phone })}
        className="min-w-40 flex-1 md:max-w-48"
      />
      <Button
        size="sm"
        icon={ListFilter}
        aria-expanded={shown}
        aria-controls={panelId}
        className="h-10! md:hidden"
        onClick={() => setShown(!shown)}
      >
        {words.show}
        {count > 0 && <span aria-label={words.active(count)}>({count})</span>}
      </Button>
      <div
        id={panelId}
        className={cx('w-full flex-wrap items-center gap-2 md:contents', shown ? 'flex' : 'hidden')}
      >
        <ChoiceFilters filters={filters} onChange={onChange} />
        <PeriodFilter filters={filters} onChange={onChange} />
        {count > 0 && (
          <Button
            size="sm"
            look="quiet"
            icon={X}
            title={words.clear}
            className="md:w-8 md:px-0!"
            onClick={() => onChange({})}
          >
            <span className="md:sr-only">{words.clear}</span>
          </Button>
        )}
      </div>
    </search>
  );
}

function ChoiceFilters({ filters, onChange }: FiltersProps) {
  const t = useT();
  const words = t.messages.filters;
  const channels = useChannels();
  const change = (name: keyof MessagesSearch) => (value: string | undefined) =>
    onChange(MessagesSearch.parse({ ...filters, [name]: value }));
  return (
    <>
      <FilterSelect
        label={words.direction}
        any={words.anyDirection}
        value={filters.direction}
        options={[
          { value: 'out', label: t.messages.list.out },
          { value: 'in', label: t.messages.list.in },
        ]}
        onChange={change('direction')}
      />
      <FilterSelect
        label={words.status}
        any={words.anyStatus}
        value={filters.status}
        options={MESSAGE_STATUSES.map((value) => ({ value, label: t.status[value] }))}
        onChange={change('status')}
      />
      <FilterSelect
        label={words.class}
        any={words.anyClass}
        value={filters.class}
        options={MESSAGE_CLASSES.map((value) => ({ value, label: t.messageClass[value] }))}
        onChange={change('class')}
      />
      {channels.length > 0 && (
        <FilterSelect
          label={words.channel}
          any={words.anyChannel}
          value={filters.channel}
          options={channels.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={change('channel')}
        />
      )}
    </>
  );
}
