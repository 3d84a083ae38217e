import { ArrowDownLeft, ArrowUpRight, LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import type { Message } from '../../../contracts/messages.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { ContentIcon } from '../../../ui/data/ContentIcon.tsx';
import { StatusBadge } from '../../../ui/data/StatusBadge.tsx';
import { type Column, Table } from '../../../ui/data/Table.tsx';
import { OperatorName } from '../OperatorName.tsx';
import { partyWords } from '../parties.ts';
import { useNow } from '../use-now.ts';
import { MessageTime } from './MessageTime.tsx';

const REFRESH_TIMES_MS = 20_000;

interface MessageTableProps {
  readonly rows: readonly Message[];
  readonly openId: string | undefined;
  readonly onOpen: (message: Message) => void;
}

export function MessageTable({ rows, openId, onOpen }: MessageTableProps) {
  const t = useT();
  const now = useNow(REFRESH_TIMES_MS);
  const [mountedAt] = useState(Date.now);
  return (
    <Table
      label={t.messages.list.label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={useColumns(now)}
      onOpen={onOpen}
      openKey={openId}
      isFresh={({ createdAt }) => Date.parse(createdAt) > mountedAt}
      phoneRow={(message) => <PhoneRow message={message} now={now} />}
    />
  );
}

function useColumns(now: number): readonly Column<Message>[] {
  const { columns } = useT().messages.list;
  const format = useFormat();
  return [
    {
      key: 'status',
      title: columns.status,
      width: 'w-32',
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    { key: 'party', title: columns.party, width: 'w-42', cell: (message) => <Party message={message} /> },
    { key: 'text', title: columns.text, cell: (message) => <Preview message={message} /> },
    {
      key: 'operator',
      title: columns.operator,
      width: 'w-22',
      wideOnly: true,
      cell: ({ operator }) => <OperatorName operator={operator} short />,
    },
    {
      key: 'segments',
      title: columns.segments,
      width: 'w-22',
      align: 'right',
      wideOnly: true,
      cell: ({ segments }) => segments,
    },
    {
      key: 'price',
      title: columns.price,
      width: 'w-20',
      align: 'right',
      wideOnly: true,
      cell: ({ price }) => (price === null ? <span className="text-faint">–</span> : format.money(price)),
    },
    {
      key: 'time',
      title: columns.time,
      width: 'w-36 @max-2xl:w-28',
      align: 'right',
      cell: ({ createdAt }) => <MessageTime at={createdAt} now={now} />,
    },
  ];
}

function Party({ message }: { message: Message }) {
  const { list } = useT().messages;
  const out = message.direction === 'out';
  const Arrow = out ? ArrowUpRight : ArrowDownLeft;
  const words = out ? list.out : list.in;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <Arrow
        role="img"
        aria-label={words}
        size={15}
        className={out ? 'shrink-0 text-faint' : 'shrink-0 text-good'}
      />
      <span className="truncate font-medium">{partyWords(message)}</span>
    </span>
  );
}

function Preview({ message }: { message: Message }) {
  const { list } = useT().messages;
  if (message.text !== null)
    return (
      <span className="text-muted">
        <ContentIcon content={message.content} />
        {message.text}
      </span>
    );
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 text-muted">
      <LockKeyhole aria-hidden size={14} className="shrink-0" />
      <span className="truncate">{list.otpText}</span>
    </span>
  );
}

function PhoneRow({ message, now }: { message: Message; now: number }) {
  const format = useFormat();
  return (
    <span className="flex flex-col gap-1.5">
      <span className="flex items-center justify-between gap-3">
        <Party message={message} />
        <span className="text-xs text-muted">
          <MessageTime at={message.createdAt} now={now} />
        </span>
      </span>
      <span className="truncate">
        <Preview message={message} />
      </span>
      <span className="flex items-center justify-between gap-3">
        <StatusBadge status={message.status} />
        <span className="text-xs text-muted tabular-nums">
          <OperatorName operator={message.operator} short />
          {message.price !== null && ` · ${format.money(message.price)}`}
        </span>
      </span>
    </span>
  );
}
