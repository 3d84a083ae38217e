import { List, MapPin, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Button, Card, MessageContent } from '../../contracts/message-content.ts';
import { useT } from '../../i18n/I18n.tsx';
import { cx } from '../cx.ts';
import { MediaView } from './MediaView.tsx';

/** What a person does with a message: presses one of its buttons, chooses one of its rows. */
export type Pick =
  | { readonly type: 'button_reply'; readonly id: string; readonly title: string }
  | {
      readonly type: 'list_reply';
      readonly id: string;
      readonly title: string;
      readonly description: string | null;
    };

interface ContentViewProps {
  readonly content: MessageContent;
  /** What a template says with its values; it knows them alone. */
  readonly text?: string | null;
  /** The customer's own, on the right. */
  readonly own?: boolean;
  /** Makes buttons and rows work. */
  readonly onPick?: ((pick: Pick) => void) | undefined;
}

/** Any content as it lies on a phone. */
export function ContentView({ content, text = null, own = false, onPick }: ContentViewProps) {
  if (content.type === 'template' && text !== null)
    return (
      <Frame own={own}>
        <HeaderView header={content.header?.type === 'media' ? content.header : undefined} />
        <Words text={text} />
      </Frame>
    );
  if (content.type === 'carousel')
    return (
      <div className="flex w-full snap-x gap-2 overflow-x-auto pb-1" tabIndex={0}>
        {content.cards.map((card, at) => (
          // Cards have no other identity than their place.
          <Frame key={at} own={own} className="w-56 shrink-0 snap-start">
            <CardView card={card} onPick={onPick} />
          </Frame>
        ))}
      </div>
    );
  return (
    <Frame own={own}>
      <Inside content={content} onPick={onPick} />
    </Frame>
  );
}

function Frame({ own, className, children }: { own: boolean; className?: string; children: ReactNode }) {
  return (
    <div
      className={cx(
        'flex w-fit max-w-72 min-w-0 flex-col gap-1.5 rounded-lg px-3 py-2 text-sm',
        own ? 'rounded-br-sm bg-accent-soft' : 'rounded-bl-sm bg-surface shadow-[0_0_0_1px_var(--line)]',
        className,
      )}
    >
      {children}
    </div>
  );
}

function Inside({ content, onPick }: Shown<MessageContent>) {
  const words = useT().content;
  switch (content.type) {
    case 'media': {
      const where = 'source' in content ? content.source : { file: content.file, problem: content.problem };
      return (
        <>
          <MediaView kind={content.kind} filename={content.filename} {...where} />
          <Words text={content.caption} />
        </>
      );
    }
    case 'location':
      return (
        <Line icon={<MapPin aria-hidden size={18} />} title={content.name ?? words.location}>
          {content.address !== undefined && <span>{content.address}</span>}
          <span className="tabular-nums">{`${content.latitude}, ${content.longitude}`}</span>
        </Line>
      );
    case 'contacts':
      return content.contacts.map(({ name, phones }) => (
        <Line key={name} icon={<UserRound aria-hidden size={18} />} title={name}>
          {phones.map(({ number }) => (
            <span key={number} className="tabular-nums">
              {number}
            </span>
          ))}
        </Line>
      ));
    case 'reaction':
      return <p>{content.emoji === '' ? words.unreacted : words.reacted(content.emoji)}</p>;
    case 'buttons':
      return (
        <>
          <HeaderView header={content.header} />
          <Words text={content.body} />
          <Words text={content.footer} faint />
          <Buttons buttons={content.buttons} onPick={onPick} />
        </>
      );
    case 'list':
      return <ListView content={content} onPick={onPick} />;
    case 'card':
      return <CardView card={content.card} onPick={onPick} />;
    default:
      return <Rest content={content} />;
  }
}

interface Shown<Content> {
  readonly content: Content;
  readonly onPick?: ((pick: Pick) => void) | undefined;
}
type Kind<Type extends MessageContent['type']> = Extract<MessageContent, { readonly type: Type }>;
type Remaining = Exclude<
  MessageContent,
  Kind<'media' | 'location' | 'contacts' | 'reaction' | 'buttons' | 'list' | 'card'>
>;

function Rest({ content }: { content: Remaining }) {
  const words = useT().content;
  switch (content.type) {
    case 'template':
      return (
        <>
          <Words text={words.template(content.name)} faint />
          <HeaderView header={content.header?.type === 'media' ? content.header : undefined} />
          {content.body.map(({ value }, at) => (
            // Values have no other identity than their place.
            <Words key={at} text={value} />
          ))}
        </>
      );
    case 'button_reply':
      return (
        <>
          <Words text={words.pressed} faint />
          <Words text={content.title} />
        </>
      );
    case 'list_reply':
      return (
        <>
          <Words text={words.chose} faint />
          <Words text={content.title} />
          <Words text={content.description} faint />
        </>
      );
    case 'form_reply':
      return <Words text={words.form} />;
    case 'order':
      return <Words text={words.order(content.items.length)} />;
    case 'system':
      return <Words text={content.event} faint />;
    case 'unsupported':
      return <Words text={words.unsupported(content.kind)} faint />;
    default:
      return null;
  }
}

function Words({ text, faint = false }: { text: string | null | undefined; faint?: boolean }) {
  if (text === null || text === undefined || text === '') return null;
  return <p className={cx('wrap-anywhere whitespace-pre-wrap', faint && 'text-xs text-muted')}>{text}</p>;
}

function Line({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-2.5">
      <span className="mt-0.5 text-accent-ink">{icon}</span>
      <div className="flex min-w-0 flex-col text-xs text-muted">
        <span className="text-sm font-semibold wrap-anywhere text-ink">{title}</span>
        {children}
      </div>
    </div>
  );
}

function HeaderView({ header }: { header: Kind<'buttons'>['header'] }) {
  if (header === undefined) return null;
  if (header.type === 'text') return <p className="font-bold">{header.text}</p>;
  return <MediaView kind={header.kind} {...header.source} />;
}

function CardView({ card, onPick }: { card: Card; onPick?: ((pick: Pick) => void) | undefined }) {
  return (
    <>
      {card.media !== undefined && <MediaView kind={card.media.kind} {...card.media.source} />}
      {card.title !== undefined && <p className="font-bold wrap-anywhere">{card.title}</p>}
      <Words text={card.description} />
      <Buttons buttons={card.buttons ?? []} onPick={onPick} />
    </>
  );
}

const PRESS =
  'flex min-h-9 w-full items-center justify-center gap-2 rounded-md border border-line-strong px-3 py-1 text-sm font-semibold text-accent-ink enabled:hover:bg-hover';

function Buttons({
  buttons,
  onPick,
}: {
  buttons: readonly Button[];
  onPick?: ((pick: Pick) => void) | undefined;
}) {
  return buttons.map((button) => (
    <button
      key={button.title}
      type="button"
      disabled={onPick === undefined || button.type !== 'reply'}
      onClick={() =>
        button.type === 'reply' && onPick?.({ type: 'button_reply', id: button.id, title: button.title })
      }
      className={PRESS}
    >
      {button.title}
    </button>
  ));
}

/** The rows lie behind a button, as on WhatsApp. */
function ListView({ content, onPick }: Shown<Kind<'list'>>) {
  return (
    <>
      {content.header !== undefined && <p className="font-bold">{content.header}</p>}
      <Words text={content.body} />
      <Words text={content.footer} faint />
      <details>
        <summary className={cx(PRESS, 'cursor-pointer list-none')}>
          <List aria-hidden size={15} />
          {content.button}
        </summary>
        {content.sections.map(({ title, rows }, at) => (
          // Sections may have no title.
          <div key={at} className="mt-2 flex flex-col">
            <Words text={title} faint />
            {rows.map((row) => (
              <button
                key={row.id}
                type="button"
                disabled={onPick === undefined}
                onClick={() =>
                  onPick?.({
                    type: 'list_reply',
                    id: row.id,
                    title: row.title,
                    description: row.description ?? null,
                  })
                }
                className="rounded-md px-2 py-1.5 text-left enabled:hover:bg-hover"
              >
                <span className="block font-semibold">{row.title}</span>
                <Words text={row.description} faint />
              </button>
            ))}
          </div>
        ))}
      </details>
    </>
  );
}
