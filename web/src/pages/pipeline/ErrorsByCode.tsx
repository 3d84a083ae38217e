import { Link } from '@tanstack/react-router';
import type { PipelineChannel } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { wordReason } from '../messages/reason-words.ts';

const HOUR_MS = 3_600_000;

/** Why messages of the last hour failed; each reason opens them. */
export function ErrorsByCode({ channel, at }: { channel: PipelineChannel; at: string }) {
  const t = useT();
  const words = t.pipeline.errors;
  const { number } = useFormat();
  const from = new Date(Date.parse(at) - HOUR_MS).toISOString();
  return (
    <div>
      <h3 className="text-xs text-muted">{words.title}</h3>
      {channel.errors.length === 0 ? (
        <p className="mt-1 text-sm text-muted">{words.none}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-1 text-sm">
          {channel.errors.map(({ status, code, messages }) => (
            <li key={`${status} ${code}`}>
              <Link
                to="/messages"
                search={{ status, channel: channel.id, from }}
                className="inline-block min-h-6 text-accent-ink underline underline-offset-2"
              >
                {words.link(
                  number(messages),
                  code === null ? t.status[status] : wordReason({ code, detail: null }, t).title,
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
