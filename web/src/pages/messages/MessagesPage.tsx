import { Outlet } from '@tanstack/react-router';
import { useT } from '../../i18n/I18n.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { SplitView } from '../../ui/layout/SplitView.tsx';

export function MessagesPage() {
  const t = useT();
  return (
    <Page title={t.messages.title}>
      <SplitView list={null} detail={<Outlet />} />
    </Page>
  );
}
