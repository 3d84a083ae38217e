import { TriangleAlert } from 'lucide-react';
import type { PipelineAlarm } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { useAge } from './use-age.ts';

/** What is wrong with the database that everybody shares, and what to do about it; nothing while all is well. */
export function Alarms({ alarms }: { alarms: readonly PipelineAlarm[] }) {
  const words = useT().pipeline.alarms;
  if (alarms.length === 0) return null;
  return (
    <section aria-label={words.title} className="grid gap-2">
      {alarms.map((alarm) => (
        <AlarmLine key={`${alarm.code} ${alarm.subject ?? ''}`} alarm={alarm} />
      ))}
    </section>
  );
}

function AlarmLine({ alarm }: { alarm: PipelineAlarm }) {
  const words = useT().pipeline.alarms;
  const { dateTime } = useFormat();
  const what = useWhat();
  const look = alarm.code === 'disk_nearly_full' ? 'bg-bad-soft text-bad' : 'bg-hold-soft text-hold';
  return (
    <p role="status" className={`flex gap-2.5 rounded-md px-3 py-2.5 text-sm ${look}`}>
      <TriangleAlert aria-hidden size={18} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">
        <span className="font-semibold">{what(alarm)}</span> {words.since(dateTime(alarm.since))}{' '}
        {words[alarm.code].remedy}
      </span>
    </p>
  );
}

const GIB = 1024 ** 3;

function useWhat(): (alarm: PipelineAlarm) => string {
  const words = useT().pipeline.alarms;
  const { number, percent } = useFormat();
  const age = useAge();
  return ({ code, value, subject }) => {
    switch (code) {
      case 'transaction_open':
        return words.transaction_open.what(age(value));
      case 'queue_bloated':
        return words.queue_bloated.what(number(value), subject ?? '');
      case 'log_held':
        return words.log_held.what(`${number(Math.round((value / GIB) * 10) / 10)} GiB`);
      default:
        return words[code].what(percent(value / 100));
    }
  };
}
