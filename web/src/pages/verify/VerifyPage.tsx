import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../app/session.tsx';
import type { Service } from '../../contracts/verify.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { Tabs } from '../../ui/layout/Tabs.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { BlockList } from './BlockList.tsx';
import { InsightView } from './InsightView.tsx';
import { LimitForm } from './LimitForm.tsx';
import { ServiceCards } from './ServiceCards.tsx';
import { ServiceForm } from './ServiceForm.tsx';
import { TryIt } from './TryIt.tsx';
import { useServices } from './use-verify.ts';
import { VerificationList } from './VerificationList.tsx';

export function VerifyPage() {
  const t = useT();
  const may = useMay();
  const query = useServices();
  const [tab, setTab] = useState(may('verify:send') ? 'try' : 'insight');
  const [adding, setAdding] = useState(false);
  const add = may('verify:manage') && (
    <Button look="primary" icon={ShieldCheck} onClick={() => setAdding(true)}>
      {t.verify.add}
    </Button>
  );
  return (
    <Page title={t.verify.title} lead={t.verify.lead} action={add}>
      <QueryView query={query}>
        {(services) =>
          services.length === 0 ? (
            <Surface>
              <EmptyState icon={ShieldCheck} title={t.verify.empty.title} action={add}>
                {t.verify.empty.body}
              </EmptyState>
            </Surface>
          ) : (
            <VerifyTabs services={services} tab={tab} onTab={setTab} />
          )
        }
      </QueryView>
      {adding && <ServiceForm onClose={() => setAdding(false)} />}
    </Page>
  );
}

function VerifyTabs({
  services,
  tab,
  onTab,
}: {
  services: readonly Service[];
  tab: string;
  onTab: (tab: string) => void;
}) {
  const t = useT();
  const may = useMay();
  const contents: readonly (readonly [keyof typeof t.verify.tabs, ReactNode, boolean])[] = [
    ['try', <TryIt key="try" services={services} />, may('verify:send') && may('verify:check')],
    ['list', <VerificationList key="list" />, true],
    ['services', <ServiceCards key="services" services={services} />, true],
    ['blocks', <BlockList key="blocks" />, true],
    ['insight', <InsightView key="insight" services={services} />, true],
    ['limits', <LimitForm key="limits" services={services} />, true],
  ];
  const tabs = contents
    .filter(([, , allowed]) => allowed)
    .map(([value, content]) => ({ value, label: t.verify.tabs[value], content }));
  return <Tabs label={t.verify.title} tabs={tabs} value={tab} onChange={onTab} />;
}
