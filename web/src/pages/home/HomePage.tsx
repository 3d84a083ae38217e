import { useRecentMessages } from '../../api/lists.ts';
import { useMay, useSession } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { ChannelHealthList } from './ChannelHealthList.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { RecentMessages } from './RecentMessages.tsx';
import { Today } from './Today.tsx';

export function HomePage() {
  const t = useT();
  const may = useMay();
  const { user } = useSession();
  // Once messages flow, the numbers of the day come before what is left to set up.
  const begun = (useRecentMessages(8, may('messages:read')).data ?? []).length > 0;
  const firstName = user.name.split(' ')[0] ?? user.name;
  return (
    <Page title={t.home.hello(firstName)}>
      {!begun && <FirstSteps />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="flex min-w-0 flex-col gap-5">
          {may('messages:read') && <Today />}
          {may('messages:read') && <RecentMessages />}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {may('channels:read') && <ChannelHealthList />}
          {begun && <FirstSteps />}
        </div>
      </div>
    </Page>
  );
}
