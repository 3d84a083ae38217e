import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { ChannelNotice } from '../../contracts/routing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';

const Notices = z.object({ items: z.array(ChannelNotice) });
const SHOWN = 5;
const TONES: Readonly<Record<ChannelNotice['level'], Tone>> = {
  info: 'dim',
  warning: 'hold',
  critical: 'bad',
};

/** What the provider has told about the channel lately; nothing where it told nothing. */
export function ProviderNotices({ channelId }: { channelId: string }) {
  const words = useT().channels.notices;
  const format = useFormat();
  const api = useApi();
  const { data } = useQuery({
    queryKey: [api.workspaceId, 'channels', channelId, 'notices'],
    queryFn: ({ signal }) =>
      api.get(`/v1/channels/${encodeURIComponent(channelId)}/notices`, Notices, {}, signal),
  });
  // What nobody can read yet stands below, as it came.
  const may = useMay();
  const isKept = ({ topic, state }: ChannelNotice): boolean => topic === 'other' && state === 'unknown';
  const shown = (data?.items ?? []).filter((one) => !(may('messages:read') && isKept(one)));
  if (shown.length === 0) return null;
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="text-sm font-bold">{words.title}</h3>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
        {shown.slice(0, SHOWN).map((notice) => (
          <li key={notice.id} className="flex flex-col gap-1 px-3 py-2.5 text-sm">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0 font-semibold break-words">
                {notice.subject}: {notice.state}
              </span>
              <Badge tone={TONES[notice.level]}>{words.levels[notice.level]}</Badge>
            </div>
            {notice.detail !== null && (
              <p lang="en" className="break-words text-muted">
                {notice.detail}
              </p>
            )}
            <p className="text-xs text-muted">{format.dateTime(notice.at)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
