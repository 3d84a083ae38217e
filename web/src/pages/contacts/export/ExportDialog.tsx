import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useId, useState } from 'react';
import { useDownload } from '../../../api/download.ts';
import { useAction } from '../../../api/use-action.ts';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import { Export } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { ProgressBar } from '../import/ProgressBar.tsx';

const POLL_MS = 1_000;
const FORMATS = ['csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

/** What the list shows now; the same words as in its address. */
export interface ContactFilter {
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
  readonly field?: string | undefined;
}

/** Writes what the list shows into a file: choose a format, wait, save it. */
export function ExportDialog({ filter, onClose }: { filter: ContactFilter; onClose: () => void }) {
  const t = useT();
  const words = t.contactTransfer.export;
  const formId = useId();
  const [format, setFormat] = useState<Format>('csv');
  const start = useAction({
    run: (api) => api.send('POST', '/v1/contacts/exports', Export, { format, ...given(filter) }),
    inForm: true,
  });
  const started = useExport(start.data);
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{started === undefined ? t.common.cancel : t.common.close}</Button>
          {started === undefined ? (
            <Button type="submit" form={formId} look="primary" busy={start.isPending}>
              {words.start}
            </Button>
          ) : (
            <SaveButton one={started} />
          )}
        </>
      }
    >
      {started === undefined ? (
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate();
          }}
        >
          <Intro filter={filter} />
          <Field label={words.format}>
            <Select
              options={FORMATS.map((value) => ({ value, label: words.formats[value] }))}
              value={format}
              onChange={({ target }) => setFormat(FORMATS.find((one) => one === target.value) ?? 'csv')}
            />
          </Field>
          <FormProblem problem={start.error} />
        </form>
      ) : (
        <Writing one={started} />
      )}
    </Dialog>
  );
}

const given = (filter: ContactFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));

function Intro({ filter }: { filter: ContactFilter }) {
  const words = useT().contactTransfer.export;
  const may = useMay();
  const isFiltered = Object.keys(given(filter)).length > 0;
  return (
    <div className="flex flex-col gap-2 text-sm text-muted">
      <p>{isFiltered ? words.filtered : words.all}</p>
      {!may('contacts:numbers') && <p>{words.masked}</p>}
    </div>
  );
}

/** The export as the server knows it now. */
function useExport(started: Export | undefined): Export | undefined {
  const api = useApi();
  const id = started?.id ?? '';
  const { data } = useQuery({
    queryKey: [api.workspaceId, 'contact-exports', id],
    enabled: started !== undefined,
    queryFn: ({ signal }) => api.get(`/v1/contacts/exports/${id}`, Export, {}, signal),
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.data?.state === 'failed' ? false : POLL_MS,
  });
  return data ?? started;
}

function Writing({ one }: { one: Export }) {
  const words = useT().contactTransfer.export;
  const count = useFormat().number(one.processed);
  if (one.state === 'failed') {
    return (
      <p role="alert" className="text-sm text-bad">
        {words.failed}
      </p>
    );
  }
  const ready = one.state === 'done';
  const said = ready ? words.ready(count) : words.writing(count);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <ProgressBar share={ready ? 1 : undefined} label={said} />
      <p aria-live="polite">{said}</p>
      {ready && <p className="text-muted">{words.kept}</p>}
    </div>
  );
}

function SaveButton({ one }: { one: Export }) {
  const words = useT().contactTransfer.export;
  const download = useDownload();
  const name = `kontak-${one.createdAt.slice(0, 10)}.${one.format}`;
  return (
    <Button
      look="primary"
      icon={Download}
      disabled={one.state !== 'done'}
      busy={download.isPending}
      onClick={() => download.mutate({ path: `/v1/contacts/exports/${one.id}/content`, name })}
    >
      {words.download}
    </Button>
  );
}
