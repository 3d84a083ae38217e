import { TriangleAlert } from 'lucide-react';
import type { Channel } from '../../contracts/routing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { cx } from '../../ui/cx.ts';
import { wordReason } from '../messages/reason-words.ts';
import { HealthBadge } from './HealthBadge.tsx';

/** Health in words; when the channel gave up, why and what to do. */
export function HealthNotice({ channel }: { channel: Channel }) {
  const t = useT();
  const format = useFormat();
  const { state, detail, code, since } = channel.health;
  const trouble = channel.enabled && (state === 'stopped' || state === 'down' || state === 'degraded');
  const words = state === 'stopped' ? t.channels.stopped : t.channels.down;
  const reason = code === undefined ? undefined : wordReason({ code, detail: detail ?? null }, t);
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <HealthBadge channel={channel} />
        {t.channels.columns.since.toLowerCase()} {format.dateTime(since)}
      </p>
      {trouble && (
        <div
          role="status"
          className={cx(
            'flex gap-2.5 rounded-md px-3 py-2.5 text-sm',
            state === 'stopped' ? 'bg-bad-soft text-bad' : 'bg-hold-soft text-hold',
          )}
        >
          <TriangleAlert aria-hidden size={18} className="mt-px shrink-0" />
          <div className="min-w-0">
            <p className="font-semibold">{words.title}</p>
            {reason !== undefined && <p className="mt-0.5">{reason.title}.</p>}
            <p className="mt-0.5">{words.body}</p>
            {reason?.detail !== undefined && (
              <p lang="en" className="mt-1 font-mono text-xs break-words">
                {reason.detail}
              </p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
