import { Ban, CircleCheck, KeyRound, Plus, TimerOff } from 'lucide-react';
import { useState } from 'react';
import { useKeys } from '../../api/lists.ts';
import { useMay } from '../../app/session.tsx';
import type { ApiKey } from '../../contracts/accounts.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { Tooltip } from '../../ui/overlay/Tooltip.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { stateOf } from './key-state.ts';
import { NewKey } from './NewKey.tsx';
import { TwilioAccounts } from './TwilioAccounts.tsx';
import { RevokeKey } from './RevokeKey.tsx';

export function KeysPage() {
  const t = useT();
  const may = useMay();
  const query = useKeys();
  const [creating, setCreating] = useState(false);
  const add = may('keys:write') && (
    <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
      {t.keys.create}
    </Button>
  );
  return (
    <Page title={t.keys.title} lead={t.keys.lead} action={add}>
      <Surface>
        <QueryView query={query}>
          {(keys) =>
            keys.length === 0 ? (
              <EmptyState icon={KeyRound} title={t.keys.empty.title} action={add}>
                {t.keys.empty.body}
              </EmptyState>
            ) : (
              <KeyTable keys={keys} />
            )
          }
        </QueryView>
      </Surface>
      {may('keys:read') && <TwilioAccounts />}
      {creating && <NewKey onClose={() => setCreating(false)} />}
    </Page>
  );
}

function KeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const t = useT();
  const may = useMay();
  const [all, setAll] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const usable = keys.filter((key) => key.revokedAt === null);
  const gone = keys.length - usable.length;
  const revoke = (key: ApiKey) =>
    may('keys:write') &&
    stateOf(key, Date.now()) === 'active' && (
      <Button look="quiet-danger" size="sm" onClick={() => setRevoking(key)}>
        {t.keys.revoke}
        <span className="sr-only">{key.name}</span>
      </Button>
    );
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      title: t.keys.columns.name,
      cell: ({ name }) => <span className="font-semibold">{name}</span>,
    },
    {
      key: 'preview',
      title: t.keys.columns.preview,
      width: 'w-36',
      cell: ({ preview }) => <Preview text={preview} />,
    },
    { key: 'scopes', title: t.keys.columns.scopes, width: 'w-24', cell: (key) => <Scopes apiKey={key} /> },
    { key: 'used', title: t.keys.columns.lastUsed, width: 'w-36', cell: (key) => <LastUsed apiKey={key} /> },
    { key: 'state', title: t.keys.columns.state, width: 'w-52', cell: (key) => <KeyBadge apiKey={key} /> },
    {
      key: 'act',
      title: <span className="sr-only">{t.keys.revoke}</span>,
      width: 'w-24',
      align: 'right',
      cell: revoke,
    },
  ];
  return (
    <>
      <Table
        label={t.keys.title}
        rows={all ? keys : usable}
        rowKey={({ id }) => id}
        columns={columns}
        phoneRow={(key) => (
          <div className="flex flex-col gap-1.5">
            <span className="flex items-start justify-between gap-3">
              <span className="min-w-0 font-semibold">{key.name}</span>
              <KeyBadge apiKey={key} />
            </span>
            <Preview text={key.preview} />
            <span className="flex items-center justify-between gap-3 text-xs text-muted">
              <span>
                {t.keys.columns.lastUsed}: <LastUsed apiKey={key} />
              </span>
              {revoke(key)}
            </span>
          </div>
        )}
      />
      {gone > 0 && (
        <div className="border-t border-line p-2">
          <Button look="quiet" size="sm" onClick={() => setAll(!all)}>
            {all ? t.keys.hideRevoked : t.keys.showRevoked(gone)}
          </Button>
        </div>
      )}
      {revoking !== null && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

const Preview = ({ text }: { text: string }) => <code className="font-mono text-xs text-muted">{text}</code>;

function Scopes({ apiKey }: { apiKey: ApiKey }) {
  const t = useT();
  return (
    <Tooltip text={apiKey.scopes.map((scope) => t.keys.permissions[scope]).join(', ')}>
      <button
        type="button"
        className="cursor-default rounded-sm text-left underline decoration-line-strong decoration-dotted underline-offset-4"
      >
        {t.keys.scopeCount(apiKey.scopes.length)}
      </button>
    </Tooltip>
  );
}

function LastUsed({ apiKey }: { apiKey: ApiKey }) {
  const t = useT();
  return apiKey.lastUsedAt === null ? (
    <span className="text-faint">{t.keys.never}</span>
  ) : (
    <Time at={apiKey.lastUsedAt} />
  );
}

function KeyBadge({ apiKey }: { apiKey: ApiKey }) {
  const t = useT();
  const format = useFormat();
  const state = stateOf(apiKey, Date.now());
  if (state === 'revoked') return <Badge icon={Ban}>{t.keys.states.revoked}</Badge>;
  if (state === 'expired') return <Badge icon={TimerOff}>{t.keys.states.expired}</Badge>;
  const mode = t.keys.modes[apiKey.mode];
  const until = apiKey.expiresAt === null ? '' : ` ${t.keys.until(format.date(apiKey.expiresAt))}`;
  return (
    <Badge tone={apiKey.mode === 'live' ? 'good' : 'going'} icon={CircleCheck}>
      {mode}
      {until}
    </Badge>
  );
}
