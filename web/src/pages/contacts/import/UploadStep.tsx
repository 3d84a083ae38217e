import { useNavigate } from '@tanstack/react-router';
import { FileSpreadsheet, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { useUpload } from '../../../api/upload.ts';
import { Import } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Surface } from '../../../ui/layout/Page.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { RecentImports } from './RecentImports.tsx';

/** Opens right in Excel; the number keeps its leading zero there because it is text in quotes. */
const SAMPLE =
  '\ufeffNama,No HP,Email,Kota,Tag\r\nRina Wulandari,081234567890,rina@contoh.id,Bogor,"VIP, Pameran"\r\n';

export function UploadStep() {
  const words = useT().contactTransfer.upload;
  const navigate = useNavigate();
  const upload = useUpload();
  const create = useAction({
    run: (api, fileId: string) => api.send('POST', '/v1/contacts/imports', Import, { fileId }),
    onDone: ({ id }) => void navigate({ to: '/contacts/import', search: { id } }),
    refresh: ['contact-imports'],
    inForm: true,
  });
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    create.reset();
    upload.mutate({ file, purpose: 'import' }, { onSuccess: ({ id }) => create.mutate(id) });
  };
  const busy = upload.isPending || create.isPending;
  return (
    <>
      <DropZone busy={busy} onFile={take}>
        {busy ? (
          <Sending share={upload.isPending ? upload.share : undefined} />
        ) : (
          <p className="max-w-md text-sm text-muted">{words.kinds}</p>
        )}
        <div className="w-full max-w-md text-left">
          <FormProblem problem={upload.error ?? create.error} />
        </div>
        <a
          className="text-sm font-semibold text-accent-ink underline underline-offset-2"
          download="contoh-kontak.csv"
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(SAMPLE)}`}
        >
          {words.template}
        </a>
      </DropZone>
      <RecentImports />
    </>
  );
}

function DropZone({
  busy,
  onFile,
  children,
}: {
  busy: boolean;
  onFile: (file: File | undefined) => void;
  children: React.ReactNode;
}) {
  const words = useT().contactTransfer.upload;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!busy) onFile(event.dataTransfer.files[0]);
  };
  return (
    <Surface
      className={cx(
        'border-dashed p-8 transition-colors duration-120',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <div
        className="flex flex-col items-center gap-4 text-center"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span className="inline-flex size-11 items-center justify-center rounded-lg bg-accent-soft text-accent-ink">
          <FileSpreadsheet aria-hidden size={22} strokeWidth={1.8} />
        </span>
        <h2 className="text-base font-bold max-md:hidden">{words.drop}</h2>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          onChange={(event) => {
            onFile(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button look="primary" icon={Upload} busy={busy} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        {children}
      </div>
    </Surface>
  );
}

function Sending({ share }: { share: number | undefined }) {
  const words = useT().contactTransfer.upload;
  const format = useFormat();
  const said = share === undefined ? words.reading : words.sending(format.percent(share));
  return (
    <div className="w-full max-w-md">
      <ProgressBar share={share} label={said} />
      <p className="mt-2 text-sm text-muted" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
