import { useNavigate } from '@tanstack/react-router';
import type { Import } from '../../../contracts/contacts.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../../ui/data/Badge.tsx';
import { type Column, Table } from '../../../ui/data/Table.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { Surface } from '../../../ui/layout/Page.tsx';
import { useImports } from './use-imports.ts';

const TONES: Readonly<Record<Import['state'], Tone>> = {
  draft: 'dim',
  waiting: 'going',
  running: 'going',
  done: 'good',
  canceled: 'hold',
  failed: 'bad',
};

function StateBadge({ state }: { state: Import['state'] }) {
  const words = useT().contactTransfer;
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>;
}

/** What was imported before, and what still runs: opening one goes on with it. */
export function RecentImports() {
  const words = useT().contactTransfer;
  const format = useFormat();
  const navigate = useNavigate();
  const { data: items = [] } = useImports();
  if (items.length === 0) return null;
  const open = ({ id }: Import): void => void navigate({ to: '/contacts/import', search: { id } });
  const columns: Column<Import>[] = [
    { key: 'file', title: words.upload.recent, cell: ({ fileName }) => fileName },
    { key: 'state', title: '', width: 'w-36', cell: ({ state }) => <StateBadge state={state} /> },
    ...(['created', 'updated', 'failed'] as const).map(
      (name): Column<Import> => ({
        key: name,
        title: words.counts[name],
        width: 'w-28',
        align: 'right',
        wideOnly: name === 'updated',
        cell: (one) => <span className="tabular-nums">{format.number(one[name])}</span>,
      }),
    ),
    { key: 'at', title: '', width: 'w-36', align: 'right', cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
  return (
    <Surface>
      <h2 className="sr-only">{words.upload.recent}</h2>
      <Table
        label={words.upload.recent}
        rows={items.slice(0, 10)}
        rowKey={({ id }) => id}
        columns={columns}
        onOpen={open}
        phoneRow={(one) => (
          <>
            <span className="flex justify-between gap-3">
              <span className="min-w-0 truncate font-semibold">{one.fileName}</span>
              <span className="text-xs text-muted">
                <Time at={one.createdAt} />
              </span>
            </span>
            <span className="mt-1 flex items-center justify-between gap-3 text-xs text-muted">
              <StateBadge state={one.state} />
              {words.counts.created} {format.number(one.created)} · {words.counts.failed}{' '}
              {format.number(one.failed)}
            </span>
          </>
        )}
      />
    </Surface>
  );
}
