import { MAX_TEXT_LENGTH } from '../../../contracts/messages.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Field } from '../../../ui/form/Field.tsx';
import { Textarea } from '../../../ui/form/Input.tsx';
import { ForcingCharacters } from './ForcingCharacters.tsx';
import { segmentRoom } from './segment-room.ts';
import type { Estimate } from './use-quote.ts';

interface TextFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly estimate: Estimate;
  readonly onChange: (text: string) => void;
}

export function TextField({ text, error, estimate, onChange }: TextFieldProps) {
  const words = useT().messages.send;
  return (
    <div className="flex flex-col gap-2">
      <Field label={words.text} error={error} required>
        <Textarea
          rows={4}
          name="text"
          value={text}
          placeholder={words.textPlaceholder}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <TextMeter text={text} estimate={estimate} />
      <ForcingCharacters text={text} onChange={onChange} />
    </div>
  );
}

/** Segments and room on the left, money on the right. */
function TextMeter({ text, estimate }: { text: string; estimate: Estimate }) {
  const words = useT().messages.send;
  const format = useFormat();
  const room = segmentRoom(text);
  const long = text.length > MAX_TEXT_LENGTH;
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-xs text-muted tabular-nums">
      <p className={cx(long && 'font-semibold text-bad')}>
        {long
          ? words.overLimit(format.number(MAX_TEXT_LENGTH))
          : [words.segments(room.segments), words.left(format.number(room.left)), room.encoding].join(' · ')}
      </p>
      <p aria-live="polite">
        <EstimateWords estimate={estimate} />
      </p>
    </div>
  );
}

function EstimateWords({ estimate }: { estimate: Estimate }) {
  const words = useT().messages.send;
  const format = useFormat();
  if (estimate.state === 'failed') return words.estimateFailed;
  if (estimate.state === 'unpriced') return words.noEstimate;
  if (estimate.total === undefined) return null;
  return (
    <>
      {words.estimate} <strong className="text-sm text-ink">{format.money(estimate.total)}</strong>
      {estimate.recipients > 1 && ` ${words.forRecipients(estimate.recipients)}`}
    </>
  );
}
