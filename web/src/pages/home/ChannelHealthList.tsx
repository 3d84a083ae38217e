import { Link } from '@tanstack/react-router';
import { useChannels } from '../../api/lists.ts';
import { useT } from '../../i18n/I18n.tsx';
import { HealthBadge } from '../channels/HealthBadge.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';

export function ChannelHealthList() {
  const t = useT();
  const query = useChannels();
  return (
    <Surface>
      <header className="flex items-center justify-between gap-4 px-4 pt-3 pb-1">
        <h2 className="text-sm font-semibold">{t.home.health.title}</h2>
        <Link
          to="/channels"
          className="inline-flex min-h-6 items-center text-sm font-semibold text-accent-ink hover:underline"
        >
          {t.home.health.all}
        </Link>
      </header>
      <QueryView query={query}>
        {(channels) =>
          channels.length === 0 ? (
            <p className="px-4 py-6 text-sm text-muted">{t.home.health.empty}</p>
          ) : (
            <ul className="divide-y divide-line pb-1">
              {channels.map((channel) => (
                <li key={channel.id}>
                  <Link
                    to="/channels/$channelId"
                    params={{ channelId: channel.id }}
                    className="flex min-h-11 items-center justify-between gap-3 px-4 py-2 text-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
                  >
                    <span className="min-w-0 truncate">{channel.name}</span>
                    <HealthBadge channel={channel} />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Surface>
  );
}
