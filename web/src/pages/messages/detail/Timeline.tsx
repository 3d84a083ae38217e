import { ChevronRight } from 'lucide-react';
import type { MessageDetail, TimelineEntry } from '../../../contracts/messages.ts';
import { useFormat, useLocale, useT } from '../../../i18n/I18n.tsx';
import type { Tone } from '../../../ui/data/Badge.tsx';
import { STATUS_LOOKS } from '../../../ui/data/StatusBadge.tsx';
import { cx } from '../../../ui/cx.ts';
import { wordReason } from '../reason-words.ts';
import { clockWithSeconds } from '../zone-time.ts';
import { type Chapter, tellStory, waitingFor, wordDuration } from './timeline-story.ts';

const DOTS: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  going: 'bg-going-soft text-going',
  hold: 'bg-hold-soft text-hold',
  bad: 'bg-bad-soft text-bad',
  dim: 'bg-dim-soft text-dim',
};

/** What happened to a message, from top to bottom. */
export function Timeline({ message }: { message: MessageDetail }) {
  const t = useT();
  const format = useFormat();
  const words = t.messages.timeline;
  const story = tellStory(message, words, format.dateTime);
  const waiting = waitingFor(message, words, format.dateTime);
  return (
    <section>
      <h3 className="mb-3 text-sm font-bold">{words.title}</h3>
      <ol aria-live="polite">
        {story.map((chapter, at) => (
          <ChapterLine
            key={`${chapter.entry.status}-${chapter.entry.attempt}-${chapter.entry.part}-${chapter.entry.at}`}
            chapter={chapter}
            last={at === story.length - 1 && waiting === undefined}
          />
        ))}
        {waiting !== undefined && <WaitingLine words={waiting} />}
      </ol>
    </section>
  );
}

function ChapterLine({ chapter, last }: { chapter: Chapter; last: boolean }) {
  const t = useT();
  const locale = useLocale();
  const format = useFormat();
  const { entry, title, after, attempt } = chapter;
  const { tone, icon: Icon } = STATUS_LOOKS[entry.status];
  const words = t.messages.timeline;
  const notes = [
    entry.part > 0 ? words.part(entry.part) : undefined,
    attempt === undefined ? undefined : words.attempt(attempt),
    after === undefined ? undefined : durationWords(entry, after, words, format.number),
  ].filter((note) => note !== undefined);
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0">
      {!last && <span aria-hidden className="absolute top-7 bottom-0 left-3.25 w-px bg-line" />}
      <span
        className={cx(
          'mt-px inline-flex size-6.5 shrink-0 items-center justify-center rounded-full',
          DOTS[tone],
        )}
      >
        <Icon aria-hidden size={14} strokeWidth={2.4} />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex items-baseline justify-between gap-3 text-sm">
          <span className="font-semibold">{title}</span>
          <time
            dateTime={entry.at}
            title={format.dateTime(entry.at)}
            className="shrink-0 text-xs text-muted tabular-nums"
          >
            {clockWithSeconds(entry.at, format.zone, locale)}
          </time>
        </p>
        {notes.length > 0 && <p className="text-xs text-muted">{notes.join(' · ')}</p>}
        <EntryReason entry={entry} />
        <Trace entry={entry} />
      </div>
    </li>
  );
}

function durationWords(
  entry: TimelineEntry,
  after: number,
  words: Parameters<typeof wordDuration>[1],
  number: (value: number) => string,
): string {
  const duration = wordDuration(after, words, number);
  return entry.status === 'sent' ? words.within(duration) : words.after(duration);
}

function EntryReason({ entry }: { entry: TimelineEntry }) {
  const t = useT();
  if (entry.reason === null) return null;
  const { title, detail } = wordReason(entry.reason, t);
  return (
    <div className="mt-1 text-xs text-muted">
      <p className="text-ink">{title}</p>
      {detail !== undefined && <p className="mt-1 font-mono break-words">{detail}</p>}
    </div>
  );
}

/** What was said on the wire, for whoever talks with the provider's engineers. */
function Trace({ entry }: { entry: TimelineEntry }) {
  const { timeline: words } = useT().messages;
  const lines = Object.entries(entry.trace ?? {});
  if (entry.externalId !== null && entry.trace?.['message_id'] === undefined) {
    lines.unshift([words.externalId, entry.externalId]);
  }
  if (lines.length === 0) return null;
  return (
    <details className="group mt-1">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm text-xs font-semibold text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          size={14}
          className="transition-transform duration-120 group-open:rotate-90"
        />
        {words.trace}
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 font-mono text-xs">
        {lines.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-all">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function WaitingLine({ words }: { words: string }) {
  return (
    <li className="flex items-center gap-3 text-sm text-muted">
      <span aria-hidden className="inline-flex size-6.5 shrink-0 items-center justify-center">
        <span className="size-2.5 animate-pulse rounded-full border-2 border-line-strong" />
      </span>
      {words}
    </li>
  );
}
