import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useSenders } from '../../../api/lists.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Page } from '../../../ui/layout/Page.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { CaseHistory } from './CaseHistory.tsx';
import { CompanyForm } from './CompanyForm.tsx';
import { DocumentList } from './DocumentList.tsx';
import { MessagingForm } from './MessagingForm.tsx';
import { OperatorCases } from './OperatorCases.tsx';
import { useCaseFile } from './use-case-file.ts';

/** Everything about registering one sender on one page: state, what is missing, papers, letters, history. */
export function CaseFilePage() {
  const t = useT();
  const { senderId = '' } = useParams({ strict: false });
  const query = useCaseFile(senderId);
  const sender = useSenders().data?.find(({ id }) => id === senderId);
  return (
    <div className="mx-auto w-full max-w-6xl">
      <Link
        to="/senders"
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden size={15} />
        {t.caseFile.back}
      </Link>
      <QueryView query={query}>
        {(file) => (
          <Page title={t.caseFile.title(file.sender.address)} lead={t.caseFile.lead}>
            <OperatorCases file={file} sender={sender} />
            <div className="grid items-start gap-5 lg:grid-cols-2">
              <MessagingForm file={file} />
              <CompanyForm company={file.company} />
            </div>
            <DocumentList file={file} />
            <CaseHistory file={file} />
          </Page>
        )}
      </QueryView>
    </div>
  );
}
