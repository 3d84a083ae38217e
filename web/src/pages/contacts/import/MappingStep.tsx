import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { faultOf } from '../../../api/problem.ts';
import { useAction } from '../../../api/use-action.ts';
import {
  type ColumnTarget,
  Import,
  type ImportOptions,
  type ImportPreview,
} from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { ColumnList } from './ColumnList.tsx';
import { OptionFields } from './OptionFields.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { hasAddress } from './targets.ts';
import { usePreview } from './use-imports.ts';

export function MappingStep({ one }: { one: Import }) {
  const preview = usePreview(one.id);
  return <QueryView query={preview}>{(data) => <MappingForm one={one} preview={data} />}</QueryView>;
}

function MappingForm({ one, preview }: { one: Import; preview: ImportPreview }) {
  const words = useT().contactTransfer.mapping;
  const format = useFormat();
  const navigate = useNavigate();
  const [mapping, setMapping] = useState<ColumnTarget[]>(preview.guess);
  const [options, setOptions] = useState<ImportOptions>({ onExisting: 'update' });
  const start = useAction({
    run: (api) => api.send('POST', `/v1/contacts/imports/${one.id}/start`, Import, { mapping, options }),
    refresh: ['contact-imports', 'contact-fields'],
    inForm: true,
  });
  const discard = useAction({
    run: (api) => api.send('POST', `/v1/contacts/imports/${one.id}/cancel`, Import, {}),
    refresh: ['contact-imports'],
    onDone: () => void navigate({ to: '/contacts/import', search: {} }),
  });
  const rows = format.number(one.total ?? 0);
  const kind = [preview.format, preview.encoding].map((word) => word?.toUpperCase());
  if (preview.separator !== null) kind.push(words.separator(separatorName(preview.separator)));
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Section title={one.fileName} lead={words.found(rows, kind.filter(Boolean).join(', '))}>
        <ColumnList columns={one.columns} rows={preview.rows} mapping={mapping} onChange={setMapping} />
        {!hasAddress(mapping) && (
          <p role="alert" className="mt-3 text-sm text-bad">
            {words.needAddress}
          </p>
        )}
      </Section>
      <Section title={words.preview}>
        <PreviewTable columns={one.columns} rows={preview.rows} mapping={mapping} />
      </Section>
      <Section title={words.options}>
        <OptionFields
          options={options}
          onChange={setOptions}
          fault={(field) => faultOf(start.error, `options.${field}`)}
        />
      </Section>
      <FormProblem problem={start.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button busy={discard.isPending} onClick={() => discard.mutate()}>
          {words.discard}
        </Button>
        <Button
          type="submit"
          look="primary"
          icon={Play}
          busy={start.isPending}
          disabled={!hasAddress(mapping)}
        >
          {words.start(rows)}
        </Button>
      </div>
    </form>
  );
}

const separatorName = (separator: string): string => (separator === '\t' ? 'TAB' : `“${separator}”`);
