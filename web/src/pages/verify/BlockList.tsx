import { useInfiniteQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { Block, BlockPage } from '../../contracts/verify.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';

export function BlockList() {
  const t = useT();
  const words = t.verify.blocks;
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [api.workspaceId, 'verify', 'blocks'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/verify/blocks', BlockPage, { cursor: pageParam === '' ? undefined : pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  return (
    <>
      <p className="mb-3 max-w-2xl text-sm text-muted">{words.lead}</p>
      <Surface>
        <QueryView query={query}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length > 0) return <Blocks items={items} />;
            return (
              <EmptyState icon={ShieldCheck} title={words.empty.title}>
                {words.empty.body}
              </EmptyState>
            );
          }}
        </QueryView>
        <LoadMore
          more={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      </Surface>
    </>
  );
}

function Blocks({ items }: { items: readonly Block[] }) {
  const t = useT();
  const format = useFormat();
  const words = t.verify.blocks;
  const [lifting, setLifting] = useState<Block | null>(null);
  return (
    <>
      <Table
        label={t.verify.tabs.blocks}
        rows={items}
        rowKey={({ id }) => id}
        columns={useColumns(setLifting)}
        phoneRow={(block) => (
          <>
            <span className="flex items-center justify-between gap-3">
              <Where block={block} />
              <State block={block} />
            </span>
            <span className="flex items-center justify-between gap-3 text-xs text-muted">
              {words.reasons[block.reason]} · {format.number(block.hits)}
              <LiftButton block={block} onLift={setLifting} />
            </span>
          </>
        )}
      />
      {lifting !== null && <LiftDialog block={lifting} onClose={() => setLifting(null)} />}
    </>
  );
}

function useColumns(onLift: (block: Block) => void): Column<Block>[] {
  const words = useT().verify.blocks;
  const format = useFormat();
  return [
    { key: 'where', title: words.columns.where, cell: (block) => <Where block={block} /> },
    { key: 'reason', title: words.columns.reason, cell: (block) => <Reason block={block} /> },
    { key: 'state', title: words.columns.state, width: 'w-32', cell: (block) => <State block={block} /> },
    {
      key: 'hits',
      title: words.columns.hits,
      width: 'w-28',
      align: 'right',
      cell: ({ hits }) => format.number(hits),
    },
    {
      key: 'until',
      title: words.columns.until,
      width: 'w-36',
      cell: ({ expiresAt }) => <Time at={expiresAt} />,
    },
    {
      key: 'act',
      title: <span className="sr-only">{words.lift}</span>,
      width: 'w-28',
      align: 'right',
      cell: (block) => <LiftButton block={block} onLift={onLift} />,
    },
  ];
}

function useWhere(): (block: Block) => string {
  const words = useT().verify.blocks;
  return ({ subject }) => (subject === '' ? words.workspace : `${subject}…`);
}

function Where({ block }: { block: Block }) {
  return <span className="font-semibold tabular-nums">{useWhere()(block)}</span>;
}

function State({ block }: { block: Block }) {
  const words = useT().verify.blocks;
  const active = block.state === 'active';
  return (
    <Badge tone={active ? (block.enforced ? 'bad' : 'hold') : 'dim'}>
      {active && !block.enforced ? words.watched : words.states[block.state]}
    </Badge>
  );
}

function Reason({ block: { reason, evidence } }: { block: Block }) {
  const words = useT().verify.blocks;
  const format = useFormat();
  return (
    <span className="block">
      {words.reasons[reason]}
      <span className="block text-xs text-muted">
        {words.evidence(format.number(evidence['tried'] ?? 0), format.number(evidence['verified'] ?? 0))}
      </span>
    </span>
  );
}

function LiftButton({ block, onLift }: { block: Block; onLift: (block: Block) => void }) {
  const words = useT().verify.blocks;
  const where = useWhere();
  const may = useMay();
  if (!may('verify:manage') || block.state !== 'active') return null;
  return (
    <Button look="quiet" size="sm" onClick={() => onLift(block)}>
      {words.lift}
      <span className="sr-only">{where(block)}</span>
    </Button>
  );
}

function LiftDialog({ block, onClose }: { block: Block; onClose: () => void }) {
  const words = useT().verify.blocks;
  const lift = useAction({
    run: (api, { id }: Block) => api.send('POST', `/v1/verify/blocks/${id}/lift`, Block, {}),
    refresh: ['verify'],
    said: () => words.lifted,
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      danger={false}
      title={words.liftAsk}
      confirm={words.lift}
      busy={lift.isPending}
      onConfirm={() => lift.mutate(block)}
      onClose={onClose}
    >
      {words.liftBody}
    </ConfirmDialog>
  );
}
