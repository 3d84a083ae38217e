import { Link } from '@tanstack/react-router';
import { OctagonPause } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.tsx';
import type { PipelineChannel } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { HealthBadge } from '../channels/HealthBadge.tsx';
import { ErrorsByCode } from './ErrorsByCode.tsx';
import { LaneTable } from './LaneTable.tsx';
import { RateCurve } from './RateCurve.tsx';
import { ReceiptsShare } from './ReceiptsShare.tsx';
import { ReceiptsWarning } from './ReceiptsWarning.tsx';

/** One channel: its state, its lanes, its pace, and what went wrong. `at` is when these figures were read. */
export function ChannelFlow({ channel, at }: { channel: PipelineChannel; at: string }) {
  const words = useT().pipeline;
  const may = useMay();
  return (
    <Surface className="p-4 md:p-5">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="min-w-0 text-sm font-bold">
          {may('channels:read') ? (
            <Link
              to="/channels/$channelId"
              params={{ channelId: channel.id }}
              className="inline-flex min-h-6 items-center hover:underline"
            >
              {channel.name}
            </Link>
          ) : (
            channel.name
          )}
        </h2>
        <HealthBadge channel={{ enabled: channel.enabled, health: { state: channel.state, since: at } }} />
        {channel.breaker !== null && channel.breaker !== 'closed' && (
          <Badge tone={channel.breaker === 'open' ? 'bad' : 'hold'} icon={OctagonPause}>
            {words.breaker[channel.breaker]}
          </Badge>
        )}
      </header>
      <ReceiptsWarning channel={channel} />
      <div className="mt-4 grid gap-x-8 gap-y-5 md:grid-cols-2 lg:grid-cols-3">
        <LaneTable channel={channel} />
        <Leaving channel={channel} />
        <div className="flex flex-col gap-4">
          <ErrorsByCode channel={channel} at={at} />
          <ReceiptsShare channel={channel} />
        </div>
      </div>
    </Surface>
  );
}

function Leaving({ channel }: { channel: PipelineChannel }) {
  const words = useT().pipeline;
  const { number } = useFormat();
  const { pace } = channel;
  const rounded = (value: number): string => number(Math.round(value * 10) / 10);
  const slowed = pace !== null && pace.now < pace.configured;
  return (
    <div className="min-w-0">
      <RateCurve channel={channel} />
      {pace === null ? (
        <p className="mt-3 text-sm text-muted">{words.pace.none}</p>
      ) : (
        <dl className="mt-3 flex flex-col gap-1 text-sm">
          <Fact label={words.pace.title}>
            <span className={slowed ? 'font-semibold text-hold' : ''}>
              {slowed
                ? words.pace.slowed(rounded(pace.now), rounded(pace.configured))
                : words.pace.full(rounded(pace.configured))}
            </span>
          </Fact>
          <Fact label={words.inFlight}>{number(channel.inFlight)}</Fact>
          <Fact label={words.unrecorded}>{number(channel.unrecorded)}</Fact>
        </dl>
      )}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  );
}
