import { useNavigate } from '@tanstack/react-router';
import { Plus, RadioTower, Split } from 'lucide-react';
import { useState } from 'react';
import { useChannels } from '../../api/lists.ts';
import type { RouteRule, RouteRules } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { Otherwise } from './Otherwise.tsx';
import { RouteEditor } from './RouteEditor.tsx';
import { RouteList } from './RouteList.tsx';
import { RouteTester } from './RouteTester.tsx';
import { useMayChange, useRoutes } from './use-routes.ts';

export function RoutesPage() {
  const words = useT().routes;
  const mayChange = useMayChange();
  const query = useRoutes();
  const channels = useChannels();
  const [editing, setEditing] = useState<RouteRule | 'new' | null>(null);
  const hasChannels = (channels.data ?? []).length > 0;
  const add = mayChange && hasChannels && (
    <Button look="primary" icon={Plus} onClick={() => setEditing('new')}>
      {words.add}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} action={add}>
      <div className="flex flex-col gap-5 lg:flex-row lg:items-start">
        <div className="min-w-0 flex-1">
          <QueryView query={channels}>
            {(known) =>
              known.length === 0 ? (
                <NoChannels />
              ) : (
                <QueryView query={query}>
                  {(rules) => <Rules rules={rules} add={add} onEdit={setEditing} />}
                </QueryView>
              )
            }
          </QueryView>
        </div>
        {hasChannels && <RouteTester />}
      </div>
      {editing !== null && (
        <RouteEditor rule={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}

function Rules(props: {
  readonly rules: RouteRules;
  readonly add: React.ReactNode;
  readonly onEdit: (rule: RouteRule) => void;
}) {
  const { rules, add, onEdit } = props;
  const words = useT().routes;
  return (
    <Surface>
      {rules.items.length === 0 ? (
        <EmptyState icon={Split} title={words.empty.title} action={add}>
          {words.empty.body}
        </EmptyState>
      ) : (
        <RouteList rules={rules.items} onEdit={onEdit} />
      )}
      <Otherwise otherwise={rules.otherwise} />
    </Surface>
  );
}

function NoChannels() {
  const words = useT().routes.noChannels;
  const mayChange = useMayChange();
  const navigate = useNavigate();
  return (
    <Surface>
      <EmptyState
        icon={RadioTower}
        title={words.title}
        action={
          mayChange && (
            <Button look="primary" icon={Plus} onClick={() => void navigate({ to: '/channels/new' })}>
              {words.action}
            </Button>
          )
        }
      >
        {words.body}
      </EmptyState>
    </Surface>
  );
}
