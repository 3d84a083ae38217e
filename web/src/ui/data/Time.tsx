import { useFormat } from '../../i18n/I18n.tsx';

/** A moment, short in lists; the whole of it with zone on hover and for machines. */
export function Time({ at, full = false }: { at: string; full?: boolean }) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.dateTime(at)} className="whitespace-nowrap tabular-nums">
      {full ? format.dateTime(at) : format.short(at)}
    </time>
  );
}
