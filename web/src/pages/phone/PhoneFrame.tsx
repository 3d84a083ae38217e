import { BatteryMedium, Signal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { useNow } from '../messages/use-now.ts';

const CLOCK_MS = 10_000;

/** A plain cheap phone around its app for messages; on a real phone only the app. */
export function PhoneFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface md:mx-auto md:my-4 md:w-full md:max-w-[340px] md:max-h-[720px] md:rounded-[32px] md:border-2 md:border-line-strong md:bg-sunken md:p-2">
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden bg-surface md:rounded-[24px] md:border md:border-line">
        <StatusBar />
        {children}
      </div>
      <span
        aria-hidden
        className="mx-auto mt-2 mb-0.5 hidden h-1 w-24 rounded-full bg-line-strong md:block"
      />
    </div>
  );
}

function StatusBar() {
  const t = useT();
  const format = useFormat();
  return (
    <div className="flex h-7 shrink-0 items-center justify-between px-4 text-xs font-semibold text-muted tabular-nums max-md:hidden">
      <span>{format.time(useNow(CLOCK_MS))}</span>
      <span className="flex items-center gap-1.5">
        {t.phone.carrier}
        <Signal aria-hidden size={13} />
        <BatteryMedium aria-hidden size={15} />
      </span>
    </div>
  );
}
