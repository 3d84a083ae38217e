import { useRecentMessages } from '../../api/lists.ts';
import { useMay, useSession } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/layout/Page.tsx';
import { ChannelHealthList } from './ChannelHealthList.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { RecentMessages } from './RecentMessages.tsx';
import { Today } from './Today.tsx';

export function HomePage() {
  const t = useT();
  const may = useMay();
  const reads = may('messages:read');
  const { user } = useSession();
  // Once messages flow, the numbers of the day come before what is left to set up.
  const begun = (useRecentMessages(8, reads).data ?? []).length > 0;
  const firstName = user.name.split(' ')[0] ?? user.name;
  return (
    <Page title={t.home.hello(firstName)}>
      {!begun && <FirstSteps />}
      {/* Beside each other where there is room for both, which the phone may take. */}
      <div className="@container">
        <div className={cx('grid items-start gap-5', reads && '@4xl:grid-cols-[minmax(0,1fr)_300px]')}>
          {reads && (
            <div className="flex min-w-0 flex-col gap-5">
              <Today />
              <RecentMessages />
            </div>
          )}
          <div className="flex min-w-0 flex-col gap-5">
            {may('channels:read') && <ChannelHealthList />}
            {begun && <FirstSteps />}
          </div>
        </div>
      </div>
    </Page>
  );
}
