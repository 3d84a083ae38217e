import { Link } from '@tanstack/react-router';
import { useChannelTypes } from '../../../api/lists.ts';
import { useMay } from '../../../app/session.tsx';
import type { MessageDetail } from '../../../contracts/messages.ts';
import { formatPhone } from '../../../i18n/format.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { CopyButton } from '../../../ui/data/CopyButton.tsx';
import { type Fact, Facts } from '../../../ui/data/Facts.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { OperatorName } from '../OperatorName.tsx';

export function MessageFacts({ message }: { message: MessageDetail }) {
  const t = useT();
  const words = t.messages.detail;
  const metadata = Object.entries(message.metadata);
  return (
    <>
      <section>
        <h3 className="mb-3 text-sm font-bold">{words.facts}</h3>
        <Facts facts={useFacts(message)} />
      </section>
      {metadata.length > 0 && (
        <section>
          <h3 className="mb-3 text-sm font-bold">{words.metadata}</h3>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 font-mono text-xs">
            {metadata.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="min-w-0 break-all">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

function useFacts(message: MessageDetail): Fact[] {
  const t = useT();
  const format = useFormat();
  const words = t.messages.detail;
  const attempts = Math.max(1, ...message.timeline.map(({ attempt }) => attempt));
  const { price, sendAt, expiresAt } = message;
  const out = message.direction === 'out';
  const types = useChannelTypes().data;
  const segmented = types?.find(({ type }) => type === message.channel.type)?.capabilities.segments ?? true;
  const size = `${t.messages.list.segments(message.segments)} · ${message.encoding}`;
  return [
    { label: words.from, value: formatPhone(message.from) },
    { label: words.to, value: formatPhone(message.to) },
    { label: words.operator, value: <OperatorName operator={message.operator} /> },
    { label: words.channel, value: <ChannelLink channel={message.channel} /> },
    ...(message.template
      ? [{ label: words.template, value: <TemplateLink template={message.template} /> }]
      : []),
    ...(out ? [{ label: words.class, value: t.messageClass[message.class] }] : []),
    ...(segmented ? [{ label: words.size, value: size }] : []),
    ...(out
      ? [
          {
            label: words.price,
            value: <Cost price={price} charge={message.charge ?? null} />,
          },
          { label: words.attempts, value: format.number(attempts) },
        ]
      : []),
    { label: words.created, value: <Time at={message.createdAt} full /> },
    ...(sendAt === null ? [] : [{ label: words.sendAt, value: <Time at={sendAt} full /> }]),
    ...(expiresAt === null ? [] : [{ label: words.expiresAt, value: <Time at={expiresAt} full /> }]),
    { label: words.id, value: <MessageId id={message.id} /> },
  ];
}

/** What it cost; where that is another amount than was reckoned with, both. */
function Cost({ price, charge }: Pick<MessageDetail, 'price'> & { charge: MessageDetail['charge'] | null }) {
  const t = useT();
  const words = t.messages.detail;
  const format = useFormat();
  const cost = charge ?? price;
  if (cost === null || cost === undefined) return <span className="text-muted">{words.noPrice}</span>;
  const isOther =
    price !== null && (price.amount !== cost.amount || price.currency !== cost.currency) ? price : null;
  const category = categoryOf(charge?.category ?? null, t.manage.prices.categories);
  const notes = [
    ...(category === undefined ? [] : [words.chargedAs(category)]),
    ...(isOther === null ? [] : [words.reckoned(format.money(isOther))]),
    ...(charge?.open === true ? [words.chargedOnDelivery] : []),
  ];
  return (
    <>
      {cost.amount === 0 ? words.free : format.money(cost)}
      {notes.length > 0 && <span className="block text-xs text-muted">{notes.join(' · ')}</span>}
    </>
  );
}

const categoryOf = (category: string | null, known: Readonly<Record<string, string>>): string | undefined =>
  category === null ? undefined : known[category];

/** The version that was sent, which may not be the newest any more. */
function TemplateLink({ template }: { template: NonNullable<MessageDetail['template']> }) {
  const words = useT().messages.detail;
  const may = useMay();
  const { id, name, version, language, newest } = template;
  const said = [
    words.templateVersion(version, language),
    ...(newest > version ? [words.templateNewest(newest)] : []),
  ];
  return (
    <>
      {may('templates:read') ? (
        <Link
          to="/templates/$templateId"
          params={{ templateId: id }}
          className="rounded-sm text-accent-ink underline underline-offset-2"
        >
          {name}
        </Link>
      ) : (
        name
      )}
      <span className="block text-xs text-muted">{said.join(' · ')}</span>
    </>
  );
}

function ChannelLink({ channel }: { channel: MessageDetail['channel'] }) {
  const may = useMay();
  if (!may('channels:read') || channel.id === '') return channel.name === '' ? '–' : channel.name;
  return (
    <Link
      to="/channels/$channelId"
      params={{ channelId: channel.id }}
      className="rounded-sm text-accent-ink underline underline-offset-2"
    >
      {channel.name}
    </Link>
  );
}

function MessageId({ id }: { id: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all">{id}</code>
      <CopyButton text={id} compact />
    </span>
  );
}
