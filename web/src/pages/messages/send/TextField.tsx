import { MAX_TEXT_LENGTH } from '../../../contracts/messages.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Field } from '../../../ui/form/Field.tsx';
import { Textarea } from '../../../ui/form/Input.tsx';
import { ForcingCharacters } from './ForcingCharacters.tsx';
import { segmentRoom } from './segment-room.ts';

/** How the channel counts texts. */
export interface TextSize {
  readonly segments: boolean;
  /** Characters */
  readonly maxTextLength: number;
}

interface TextFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly size: TextSize;
  readonly onChange: (text: string) => void;
}

export function TextField({ text, error, size, onChange }: TextFieldProps) {
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
      <TextMeter text={text} size={size} />
      {size.segments && <ForcingCharacters text={text} onChange={onChange} />}
    </div>
  );
}

/** Segments and room; characters where the channel knows no segments. */
function TextMeter({ text, size }: { text: string; size: TextSize }) {
  const words = useT().messages.send;
  const format = useFormat();
  const most = Math.min(MAX_TEXT_LENGTH, size.maxTextLength);
  const room = segmentRoom(text);
  const long = text.length > most;
  return (
    <p className={cx('text-xs tabular-nums', long ? 'font-semibold text-bad' : 'text-muted')}>
      {long
        ? words.overLimit(format.number(most))
        : size.segments
          ? [words.segments(room.segments), words.left(format.number(room.left)), room.encoding].join(' · ')
          : words.charactersLeft(format.number(most - text.length))}
    </p>
  );
}
