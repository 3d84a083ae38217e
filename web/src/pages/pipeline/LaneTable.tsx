import type { PipelineChannel } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { cx } from '../../ui/cx.ts';
import { useAge } from './use-age.ts';

/** Older than this while something waits, a person should look: codes are worthless after minutes. */
const LATE_SECONDS = { otp: 10, transactional: 60, conversation: 60, marketing: 3_600 } as const;

/** The four lanes, the most urgent first. */
export function LaneTable({ channel }: { channel: PipelineChannel }) {
  const t = useT();
  const words = t.pipeline;
  const { number } = useFormat();
  const age = useAge();
  return (
    <table className="h-fit w-full text-sm">
      <caption className="sr-only">{words.lanes(channel.name)}</caption>
      <thead>
        <tr className="text-left text-xs text-muted">
          <th scope="col" className="pb-1 font-normal">
            {words.columns.lane}
          </th>
          <th scope="col" className="pb-1 text-right font-normal">
            {words.columns.waiting}
          </th>
          <th scope="col" className="pb-1 text-right font-normal">
            {words.columns.oldest}
          </th>
        </tr>
      </thead>
      <tbody>
        {channel.lanes.map((lane) => {
          const late = (lane.oldestSeconds ?? 0) > LATE_SECONDS[lane.class];
          const count = number(lane.waiting);
          return (
            <tr key={lane.class} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                {t.messageClass[lane.class]}
              </th>
              <td className={cx('py-1.5 text-right tabular-nums', lane.waiting === 0 && 'text-muted')}>
                {lane.more ? words.more(count) : count}
              </td>
              <td
                className={cx(
                  'py-1.5 text-right tabular-nums',
                  late ? 'font-semibold text-hold' : 'text-muted',
                )}
              >
                {lane.oldestSeconds === null ? '–' : age(lane.oldestSeconds)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
