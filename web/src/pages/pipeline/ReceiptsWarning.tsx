import { TriangleAlert } from 'lucide-react';
import { usePipeline } from '../../api/pipeline.ts';
import { useMay } from '../../app/session.tsx';
import type { PipelineChannel } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';

const EVERY_MS = 30_000;

/** Says so while too many receipts of a channel are missing. */
export function ReceiptsWarning({ channel }: { channel: Pick<PipelineChannel, 'receipts'> }) {
  const words = useT().pipeline.receipts;
  const { number, percent, dateTime } = useFormat();
  const { receipts } = channel;
  if (receipts === null || receipts.missingSince === null) return null;
  const { sampled, missing, missingSince } = receipts;
  return (
    <p role="status" className="mt-3 flex gap-2.5 rounded-md bg-hold-soft px-3 py-2.5 text-sm text-hold">
      <TriangleAlert aria-hidden size={18} className="mt-px shrink-0" />
      <span className="min-w-0">
        <span className="font-semibold">
          {words.missing(percent(sampled === 0 ? 0 : missing / sampled), number(sampled))}
        </span>{' '}
        {words.since(dateTime(missingSince))} {words.remedy}
      </span>
    </p>
  );
}

/** The same on the channel's own page. */
export function ReceiptsWarningOf({ channelId }: { channelId: string }) {
  const may = useMay();
  const { data } = usePipeline(EVERY_MS, may('messages:read'));
  const channel = data?.channels.find(({ id }) => id === channelId);
  return channel === undefined ? null : <ReceiptsWarning channel={channel} />;
}
