import { Upload, X } from 'lucide-react';
import { useUpload } from '../../api/upload.ts';
import type { MediaKind } from '../../contracts/message-content.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass } from '../Button.tsx';
import { cx } from '../cx.ts';
import { kindOfFile } from '../phone/kind-of-file.ts';
import { MediaView } from '../phone/MediaView.tsx';
import { useFieldProps } from './Field.tsx';
import { FormProblem } from './FormProblem.tsx';

export interface PickedFile {
  /** `file_…` */
  readonly id: string;
  readonly name: string;
  readonly kind: MediaKind;
}

interface FilePickerProps {
  readonly file: PickedFile | null;
  readonly onPick: (file: PickedFile | null) => void;
  /** Names or MIME types, as an input takes them. */
  readonly accept?: string | undefined;
}

/** A file that goes out with a message: uploaded as it is chosen, and shown as the phone will show it. Stands in a `Field`. */
export function FilePicker({ file, onPick, accept }: FilePickerProps) {
  const words = useT().content.picker;
  const format = useFormat();
  const field = useFieldProps();
  const upload = useUpload();
  const take = async (chosen: File): Promise<void> => {
    const stored = await upload.mutateAsync({ file: chosen, purpose: 'media' }).catch(() => undefined);
    if (stored !== undefined) onPick({ id: stored.id, name: stored.name, kind: kindOfFile(stored.mime) });
  };
  return (
    <div className="flex flex-col items-start gap-2">
      {file !== null && (
        <div className="w-full max-w-72">
          <MediaView kind={file.kind} file={file.id} filename={file.name} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <label
          className={cx(
            buttonClass({ size: 'sm' }),
            'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
          )}
        >
          <Upload aria-hidden size={16} />
          {upload.isPending
            ? words.uploading(format.percent(upload.share))
            : file === null
              ? words.choose
              : words.replace}
          <input
            {...field}
            type="file"
            className="sr-only"
            accept={accept}
            disabled={upload.isPending}
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen !== undefined) void take(chosen);
              target.value = '';
            }}
          />
        </label>
        {file !== null && (
          <Button look="quiet" size="sm" icon={X} onClick={() => onPick(null)}>
            {words.remove}
          </Button>
        )}
      </div>
      <FormProblem problem={upload.error} />
    </div>
  );
}
