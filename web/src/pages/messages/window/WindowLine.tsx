import { Clock, ClockAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { useNow } from '../use-now.ts';
import type { KnownWindow } from './use-windows.ts';

const TICK_MS = 15_000;
const MINUTE_MS = 60_000;
/** Less than this is worth a warning. */
const SOON_MS = 60 * MINUTE_MS;

/** For how long a person may still be written to freely, or what to send instead. */
export function WindowLine({ window, name }: { window: KnownWindow; name?: ReactNode }) {
  const words = useT().messages.window;
  const format = useFormat();
  const now = useNow(TICK_MS);
  const left = window.until === null ? 0 : window.until - now;
  const open = window.open && left > 0;
  const minutes = Math.max(1, Math.floor(left / MINUTE_MS));
  const Icon = open && left > SOON_MS ? Clock : ClockAlert;
  const said = open
    ? words.open(Math.floor(minutes / 60), minutes % 60)
    : window.until === null
      ? words.never
      : words.closed(format.short(window.until));
  return (
    <p className="flex items-start gap-2 text-xs text-muted">
      <Icon
        aria-hidden
        size={15}
        className={cx('mt-px shrink-0', open && left > SOON_MS ? 'text-good' : 'text-hold')}
      />
      <span>
        {name !== undefined && <span className="font-semibold text-ink">{name}: </span>}
        {said}
        {open && window.until !== null && <span> {words.until(format.short(window.until))}</span>}
        {!open && <span> {words.instead}</span>}
      </span>
    </p>
  );
}
