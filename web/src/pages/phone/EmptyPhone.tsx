import { Send, Smartphone } from 'lucide-react';
import { useMay } from '../../app/session.tsx';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { EXAMPLE_NUMBER } from './test-numbers.ts';
import { TestNumbers } from './TestNumbers.tsx';
import { useWriteTo } from './use-write-to.ts';

/** Teaches the first message. */
export function EmptyPhone() {
  const t = useT();
  const may = useMay();
  const writeTo = useWriteTo();
  const number = formatPhone(EXAMPLE_NUMBER);
  return (
    <>
      <div className="flex flex-col items-center px-6 pt-8 pb-6 text-center">
        <span className="mb-3 inline-flex size-11 items-center justify-center rounded-lg bg-accent-soft text-accent-ink">
          <Smartphone aria-hidden size={22} strokeWidth={1.8} />
        </span>
        <h4 className="text-sm font-bold">{t.phone.empty.title}</h4>
        <p className="mt-1 text-sm text-muted">{t.phone.empty.body(number)}</p>
        {may('messages:send') && (
          <Button look="primary" icon={Send} className="mt-4" onClick={() => writeTo(EXAMPLE_NUMBER)}>
            {t.phone.empty.action(number)}
          </Button>
        )}
      </div>
      <TestNumbers open />
    </>
  );
}
