import { useSearch } from '@tanstack/react-router';
import { useMay } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { ErrorState } from '../../ui/state/ErrorState.tsx';
import { SendForm } from './send/SendForm.tsx';

export function SendPage() {
  const t = useT();
  const may = useMay();
  const { to } = useSearch({ from: '/console/messages/send' });
  return (
    <Page title={t.shell.pages.send}>
      {may('messages:send') ? (
        <SendForm key={to ?? ''} to={to ?? ''} />
      ) : (
        <Surface>
          <ErrorState
            problem={{ status: 403, code: 'console.forbidden', errors: [], ...t.problems.forbidden }}
          />
        </Surface>
      )}
    </Page>
  );
}
