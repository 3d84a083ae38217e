import { Link, Outlet, useMatch, useNavigate, useSearch } from '@tanstack/react-router';
import { CircleAlert, Send } from 'lucide-react';
import { useCallback } from 'react';
import { usePhoneDrawer } from '../../app/phone-drawer.ts';
import { useMay } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { SplitView } from '../../ui/layout/SplitView.tsx';
import { MessageFilters } from './list/MessageFilters.tsx';
import { MessageList } from './list/MessageList.tsx';
import type { MessagesSearch } from './search.ts';

/** Everything sent and received, as it happens; the detail of one message beside it. */
export function MessagesPage() {
  const t = useT();
  const filters = useSearch({ from: '/console/messages' });
  const openId = useMatch({ from: '/console/messages/$messageId', shouldThrow: false })?.params.messageId;
  const phone = usePhoneDrawer();
  const navigate = useNavigate();
  const change = useCallback(
    (search: MessagesSearch) => void navigate({ to: '.', search, replace: true, resetScroll: false }),
    [navigate],
  );
  // List, detail and phone side by side need a wide screen; the phone's neighbour is then the detail.
  const crowded = openId !== undefined && phone.open;
  return (
    <Page title={t.messages.title} action={<PageActions />}>
      <SplitView
        list={
          <Surface className={cx(crowded && 'hidden 2xl:block')}>
            <MessageFilters filters={filters} onChange={change} />
            <MessageList filters={filters} openId={openId} />
          </Surface>
        }
        detail={<Outlet />}
      />
    </Page>
  );
}

function PageActions() {
  const t = useT();
  const may = useMay();
  return (
    <>
      <Link to="/messages/dead-letters" className={buttonClass({ look: 'quiet' })}>
        <CircleAlert aria-hidden size={16} />
        {t.messages.deadLetters.link}
      </Link>
      {may('messages:send') && (
        <Link to="/messages/send" className={buttonClass({ look: 'primary' })}>
          <Send aria-hidden size={16} />
          {t.shell.pages.send}
        </Link>
      )}
    </>
  );
}
