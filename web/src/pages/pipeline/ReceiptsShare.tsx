import type { PipelineChannel } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';

/** Fewer say nothing about a provider; the alarm goes by the same number. */
const LEAST_SAMPLE = 20;

/** How many of the sampled messages have a final receipt; nothing where none are expected. */
export function ReceiptsShare({ channel }: { channel: PipelineChannel }) {
  const words = useT().pipeline.receipts;
  const { number, percent } = useFormat();
  const { receipts } = channel;
  if (receipts === null || receipts.missingSince !== null) return null;
  const { sampled, missing } = receipts;
  return (
    <div>
      <h3 className="text-xs text-muted">{words.title}</h3>
      <p className="mt-1 text-sm text-muted">
        {sampled < LEAST_SAMPLE
          ? words.few
          : words.fine(percent((sampled - missing) / sampled), number(sampled))}
      </p>
    </div>
  );
}
