import { useState } from 'react';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import type { MessagesSearch } from '../search.ts';
import { dayOf } from '../zone-time.ts';
import { FilterSelect } from './FilterSelect.tsx';
import { type DayRange, daysOf, daysOfPeriod, momentsOf, PERIODS, periodOf } from './periods.ts';

interface PeriodFilterProps {
  readonly filters: MessagesSearch;
  readonly onChange: (filters: MessagesSearch) => void;
}

/** Days of the workspace's zone: a few by name, others by date. */
export function PeriodFilter({ filters, onChange }: PeriodFilterProps) {
  const { filters: words } = useT().messages;
  const { zone } = useFormat();
  const today = dayOf(new Date(), zone);
  const range = { from: filters.from, until: filters.until };
  const [choosing, setChoosing] = useState(false);
  const period = choosing ? 'custom' : periodOf(range, zone, today);
  const days = daysOf(range, zone);
  const setDays = (wanted: DayRange): void => onChange({ ...filters, ...momentsOf(wanted, zone) });
  const choose = (value: string | undefined): void => {
    const wanted = PERIODS.find((one) => one === value) ?? 'all';
    setChoosing(wanted === 'custom');
    if (wanted !== 'custom') setDays(daysOfPeriod(wanted, today));
  };
  const dayInput = (name: 'first' | 'last', label: string) => (
    <Input
      type="date"
      aria-label={label}
      title={label}
      max={today}
      value={days[name] ?? ''}
      onChange={(event) =>
        setDays({ ...days, [name]: event.target.value === '' ? undefined : event.target.value })
      }
      className="max-md:w-[calc(50%-4px)]! md:h-8! md:w-36!"
    />
  );
  return (
    <>
      <FilterSelect
        label={words.period}
        any={words.periods.all}
        value={period === 'all' ? undefined : period}
        options={PERIODS.filter((one) => one !== 'all').map((value) => ({
          value,
          label: words.periods[value],
        }))}
        onChange={choose}
      />
      {period === 'custom' && (
        <>
          {dayInput('first', words.firstDay)}
          {dayInput('last', words.lastDay)}
        </>
      )}
    </>
  );
}
