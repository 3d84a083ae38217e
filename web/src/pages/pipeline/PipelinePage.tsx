import { Link } from '@tanstack/react-router';
import { RadioTower } from 'lucide-react';
import type { ReactNode } from 'react';
import { PIPELINE_MS, usePipeline } from '../../api/pipeline.ts';
import type { Pipeline } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { SkeletonRows } from '../../ui/state/Skeleton.tsx';
import { Alarms } from './Alarms.tsx';
import { ChannelFlow } from './ChannelFlow.tsx';

/** How messages flow right now: what waits, leaves and fails on each channel. */
export function PipelinePage() {
  const words = useT().pipeline;
  const query = usePipeline(PIPELINE_MS);
  const isStale = query.isRefetchError;
  return (
    <Page title={words.title} lead={isStale ? words.stale : words.lead}>
      <QueryView
        query={query}
        loading={
          <Surface>
            <SkeletonRows />
          </Surface>
        }
      >
        {(pipeline) => (
          <>
            <Alarms alarms={pipeline.alarms} />
            {pipeline.channels.length === 0 ? (
              <Surface>
                <EmptyState icon={RadioTower} title={words.empty.title}>
                  {words.empty.body}
                </EmptyState>
              </Surface>
            ) : (
              <Channels pipeline={pipeline} />
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Channels({ pipeline }: { pipeline: Pipeline }) {
  const words = useT().pipeline;
  return (
    <>
      <Totals pipeline={pipeline} />
      {pipeline.channels.map((channel) => (
        <ChannelFlow key={channel.id} channel={channel} at={pipeline.at} />
      ))}
      {pipeline.errorsCapped && <p className="text-sm text-muted">{words.errors.capped}</p>}
    </>
  );
}

function Totals({ pipeline }: { pipeline: Pipeline }) {
  const { total, more } = useT().pipeline;
  const { number } = useFormat();
  const lanes = pipeline.channels.flatMap((channel) => channel.lanes);
  const waiting = number(lanes.reduce((sum, lane) => sum + lane.waiting, 0));
  const inFlight = pipeline.channels.reduce((sum, channel) => sum + channel.inFlight, 0);
  const sent = pipeline.channels.reduce((sum, channel) => sum + channel.sentPerSecond, 0);
  return (
    <Surface>
      <dl className="grid grid-cols-2 divide-line max-md:[&>*:nth-child(n+3)]:border-t md:grid-cols-4 md:divide-x">
        <Total label={total.waiting}>{lanes.some((lane) => lane.more) ? more(waiting) : waiting}</Total>
        <Total label={total.inFlight}>{number(inFlight)}</Total>
        <Total label={total.sent}>{number(Math.round(sent * 10) / 10)}</Total>
        <Total label={total.deadLetters}>
          {pipeline.deadLetters === 0 ? (
            number(0)
          ) : (
            <Link
              to="/messages/dead-letters"
              className="text-hold underline decoration-1 underline-offset-4 hover:decoration-2"
            >
              {number(pipeline.deadLetters)}
            </Link>
          )}
        </Total>
      </dl>
    </Surface>
  );
}

function Total({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="border-line px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 text-lg font-bold tabular-nums">{children}</dd>
    </div>
  );
}
