import { ChevronRight } from 'lucide-react';
import { useMay } from '../../app/session.tsx';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { TEST_NUMBERS } from './test-numbers.ts';
import { useWriteTo } from './use-write-to.ts';

/** Numbers that behave badly on purpose, each with what it does. */
export function TestNumbers({ open = false }: { open?: boolean }) {
  const { tests } = useT().phone;
  return (
    <details open={open} className="group border-t border-line px-4 py-2 text-sm">
      <summary className="flex min-h-9 list-none items-center gap-1.5 rounded-sm font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          size={16}
          className="text-faint transition-transform duration-120 group-open:rotate-90"
        />
        {tests.title}
      </summary>
      <p className="mb-2 text-xs text-muted">{tests.lead}</p>
      <ul className="mb-2 flex flex-col gap-2">
        {TEST_NUMBERS.map((number) => (
          <li key={number} className="flex flex-col">
            <TestNumber number={number} />
            <span className="text-xs text-muted">{tests[number]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function TestNumber({ number }: { number: string }) {
  const may = useMay();
  const writeTo = useWriteTo();
  const words = formatPhone(number);
  if (!may('messages:send')) return <span className="font-mono text-xs font-semibold">{words}</span>;
  return (
    <button
      type="button"
      onClick={() => writeTo(number)}
      className="min-h-6 w-fit rounded-sm font-mono text-xs font-semibold text-accent-ink underline underline-offset-2"
    >
      {words}
    </button>
  );
}
