import { Link } from '@tanstack/react-router';
import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../../app/session.tsx';
import { useT } from '../../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../../ui/Button.tsx';
import { type ContactFilter, ExportDialog } from './ExportDialog.tsx';

/** The two ways between the list and a file. */
export function TransferActions({ filter }: { filter: ContactFilter }) {
  const words = useT().contactTransfer;
  const may = useMay();
  const [exporting, setExporting] = useState(false);
  return (
    <>
      {may('contacts:export') && (
        <Button look="quiet" icon={Download} onClick={() => setExporting(true)}>
          <span className="max-md:sr-only">{words.export.action}</span>
        </Button>
      )}
      {may('contacts:import') && (
        <Link to="/contacts/import" search={{}} className={buttonClass({ look: 'quiet' })}>
          <Upload aria-hidden size={16} />
          <span className="max-md:sr-only">{words.action}</span>
        </Link>
      )}
      {exporting && <ExportDialog filter={filter} onClose={() => setExporting(false)} />}
    </>
  );
}
