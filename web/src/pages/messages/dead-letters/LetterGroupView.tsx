import { Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '../../../app/session.tsx';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { buttonClass } from '../../../ui/Button.tsx';
import { ContentIcon } from '../../../ui/data/ContentIcon.tsx';
import { Table } from '../../../ui/data/Table.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { Checkbox } from '../../../ui/form/Checkbox.tsx';
import { Surface } from '../../../ui/layout/Page.tsx';
import { usePhoneWidth } from '../../../ui/media.ts';
import { partyWords } from '../parties.ts';
import { wordReason } from '../reason-words.ts';
import { RedriveAll } from './RedriveAll.tsx';
import type { DeadLetter, LetterGroup, Selection } from './group-letters.ts';

interface GroupProps {
  readonly group: LetterGroup;
  readonly selection: Selection;
}

/** What died of one cause: the cause, its remedy, and the messages. */
export function LetterGroupView({ group, selection }: GroupProps) {
  const t = useT();
  const words = t.messages.deadLetters;
  const reason = wordReason({ code: group.code, detail: null }, t);
  const navigate = useNavigate();
  const phone = usePhoneWidth();
  const open = ({ message }: DeadLetter): void =>
    void navigate({ to: '/messages/$messageId', params: { messageId: message.id } });
  return (
    <Surface>
      <GroupHeader group={group} selection={selection} />
      <Table
        label={words.label(reason.title)}
        rows={group.letters}
        rowKey={({ message }) => message.id}
        columns={useColumns(selection)}
        // A phone's row is one big button, which can't hold a checkbox: there the number is a link.
        {...(phone ? {} : { onOpen: open })}
        phoneRow={(letter) => <PhoneRow letter={letter} selection={selection} />}
      />
    </Surface>
  );
}

function GroupHeader({ group, selection }: GroupProps) {
  const t = useT();
  const may = useMay();
  const format = useFormat();
  const words = t.messages.deadLetters;
  const { title, remedy } = wordReason({ code: group.code, detail: null }, t);
  const ids = group.letters.map(({ message }) => message.id);
  const channels = new Set(group.letters.map(({ message }) => message.channel.id));
  const [channel] = channels;
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b border-line px-4 py-3.5">
      {may('messages:redrive') && (
        <Checkbox
          hideLabel
          label={words.selectAll(title)}
          checked={ids.every((id) => selection.chosen.has(id))}
          onChange={(on) => selection.toggle(ids, on)}
        />
      )}
      <div className="min-w-0 flex-1">
        <h2 className="text-sm font-bold">
          {title} <span className="font-normal text-muted">· {words.count(format.number(ids.length))}</span>
        </h2>
        <p className="mt-0.5 text-sm text-muted">{remedy ?? words.unknownRemedy}</p>
      </div>
      <RedriveAll code={group.code} />
      {channels.size === 1 && channel !== undefined && channel !== '' && may('channels:read') && (
        <Link
          to="/channels/$channelId"
          params={{ channelId: channel }}
          className={buttonClass({ size: 'sm' })}
        >
          {words.toChannel}
        </Link>
      )}
    </header>
  );
}

function useColumns(selection: Selection) {
  const words = useT().messages.deadLetters;
  const may = useMay();
  const { columns } = words;
  return [
    ...(may('messages:redrive')
      ? [
          {
            key: 'select',
            title: <span className="sr-only">{columns.select}</span>,
            width: 'w-12',
            cell: (letter: DeadLetter) => <SelectLetter letter={letter} selection={selection} />,
          },
        ]
      : []),
    {
      key: 'party',
      title: columns.party,
      width: 'w-40',
      cell: ({ message }: DeadLetter) => <span className="font-medium">{partyWords(message)}</span>,
    },
    {
      key: 'text',
      title: columns.text,
      cell: ({ message, detail }: DeadLetter) => (
        <span className="text-muted">
          <ContentIcon content={message.content} />
          {detail ?? message.text ?? '–'}
        </span>
      ),
    },
    {
      key: 'channel',
      title: columns.channel,
      width: 'w-44',
      wideOnly: true,
      cell: ({ message }: DeadLetter) => message.channel.name,
    },
    {
      key: 'attempts',
      title: columns.attempts,
      width: 'w-28',
      align: 'right' as const,
      wideOnly: true,
      cell: ({ attempts }: DeadLetter) => attempts,
    },
    {
      key: 'at',
      title: columns.at,
      width: 'w-32',
      align: 'right' as const,
      cell: ({ at }: DeadLetter) => <Time at={at} />,
    },
  ];
}

function SelectLetter({ letter, selection }: { letter: DeadLetter; selection: Selection }) {
  const words = useT().messages.deadLetters;
  const { id } = letter.message;
  return (
    <Checkbox
      hideLabel
      label={words.selectOne(partyWords(letter.message))}
      checked={selection.chosen.has(id)}
      onChange={(on) => selection.toggle([id], on)}
    />
  );
}

function PhoneRow({ letter, selection }: { letter: DeadLetter; selection: Selection }) {
  const words = useT().messages.deadLetters;
  const may = useMay();
  const { message, detail, attempts, at } = letter;
  return (
    <span className="flex items-start gap-3">
      {may('messages:redrive') && <SelectLetter letter={letter} selection={selection} />}
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex justify-between gap-3">
          <Link
            to="/messages/$messageId"
            params={{ messageId: message.id }}
            className="min-h-6 rounded-sm font-medium text-accent-ink underline underline-offset-2"
          >
            {partyWords(message)}
          </Link>
          <span className="text-xs text-muted">
            <Time at={at} />
          </span>
        </span>
        <span className="truncate text-muted">
          <ContentIcon content={message.content} />
          {detail ?? message.text}
        </span>
        <span className="text-xs text-muted">
          {message.channel.name} · {words.attempts(attempts)}
        </span>
      </span>
    </span>
  );
}
