import { FileText, Trash2 } from 'lucide-react';
import { useDownload } from '../../../api/download.ts';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import type { CaseDocument, CaseFile } from '../../../contracts/registrations.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { AddDocument } from './AddDocument.tsx';

export function DocumentList({ file }: { file: CaseFile }) {
  const t = useT();
  const may = useMay();
  return (
    <Section title={t.caseFile.documents}>
      {file.documents.length === 0 ? (
        <p className="text-sm text-muted">{t.caseFile.noDocuments}</p>
      ) : (
        <ul className="divide-y divide-line">
          {file.documents.map((document) => (
            <DocumentRow key={document.id} file={file} document={document} />
          ))}
        </ul>
      )}
      {may('senders:write') && may('files:write') && <AddDocument file={file} />}
    </Section>
  );
}

function DocumentRow({ file, document }: { file: CaseFile; document: CaseDocument }) {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const words = t.caseFile;
  const download = useDownload();
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/senders/${file.sender.id}/documents/${document.id}`, Nothing),
    refresh: ['senders'],
    said: () => words.removed,
  });
  const facts = [
    words.kinds[document.kind],
    document.operator === null ? null : t.operators[document.operator].name,
    document.scope === 'company' ? words.companyScope : null,
    document.hasMaterai ? words.withMaterai : null,
    document.validUntil === null ? null : t.senders.until(format.date(`${document.validUntil}T00:00:00Z`)),
  ].filter((part) => part !== null);
  return (
    <li className="flex items-center justify-between gap-3 py-2.5">
      <span className="flex min-w-0 items-center gap-2.5">
        <FileText aria-hidden size={18} className="shrink-0 text-faint" />
        <span className="min-w-0">
          {may('files:read') ? (
            <button
              type="button"
              className="block max-w-full truncate text-left text-sm font-semibold hover:underline"
              onClick={() =>
                download.mutate({ path: `/v1/files/${document.file}/content`, name: document.name })
              }
            >
              {document.name}
            </button>
          ) : (
            <span className="block truncate text-sm font-semibold">{document.name}</span>
          )}
          <span className="block text-xs text-muted">{facts.join(' · ')}</span>
        </span>
      </span>
      {may('senders:write') && (
        <IconButton
          icon={Trash2}
          size="sm"
          label={words.removeDocument(document.name)}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        />
      )}
    </li>
  );
}
