import { useFormat, useT } from '../../../i18n/I18n.tsx';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const RELATIVE_BELOW_MS = 12 * HOUR_MS;

/** `14.05` with how long ago that is while it's recent; the whole moment on hover. */
export function MessageTime({ at, now }: { at: string; now: number }) {
  const t = useT();
  const format = useFormat();
  const age = now - Date.parse(at);
  const minutes = Math.floor(age / MINUTE_MS);
  const { ago } = t.messages;
  const words =
    minutes < 1
      ? ago.now
      : age < HOUR_MS
        ? ago.minutes(minutes)
        : age < RELATIVE_BELOW_MS
          ? ago.hours(Math.floor(age / HOUR_MS))
          : undefined;
  return (
    <time dateTime={at} title={format.dateTime(at)} className="whitespace-nowrap tabular-nums">
      {words !== undefined && <span className="mr-2 text-xs text-muted md:@max-2xl:hidden">{words}</span>}
      {format.short(at)}
    </time>
  );
}
