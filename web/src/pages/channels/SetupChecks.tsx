import { useQuery } from '@tanstack/react-query';
import {
  ChevronRight,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  type LucideIcon,
  RefreshCw,
} from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { type Channel, type ChannelAction, type ChannelType, SetupCheck } from '../../contracts/routing.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { ActionDialog } from './ActionDialog.tsx';

const Checks = z.object({ items: z.array(SetupCheck) });

const LOOKS: Readonly<Record<SetupCheck['state'], { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  ok: { tone: 'good', icon: CircleCheck },
  todo: { tone: 'hold', icon: CircleDashed },
  failed: { tone: 'bad', icon: CircleX },
  unknown: { tone: 'dim', icon: CircleHelp },
};

/** How far the set-up is on the provider's side, with what mends each step; drawn from what the channel type says. */
export function SetupChecks({ channel, type }: { channel: Channel; type: ChannelType }) {
  const words = useT().channels.setup;
  const api = useApi();
  const [asking, setAsking] = useState<ChannelAction>();
  const query = useQuery({
    queryKey: [api.workspaceId, 'channels', channel.id, 'checks'],
    queryFn: ({ signal }) =>
      api.get(`/v1/channels/${encodeURIComponent(channel.id)}/checks`, Checks, {}, signal),
    // Each look costs calls at the provider.
    staleTime: 60_000,
    retry: false,
  });
  // Those that mend a step stand beside it.
  const others = type.actions.filter(
    ({ name }) => !(query.data?.items ?? []).some((check) => check.action === name),
  );
  return (
    <section aria-label={words.title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-bold">{words.title}</h3>
        <Button
          look="quiet"
          size="sm"
          icon={RefreshCw}
          busy={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {words.again}
        </Button>
      </div>
      <QueryView query={query}>
        {({ items }) => <CheckList items={items} actions={type.actions} others={others} onAct={setAsking} />}
      </QueryView>
      {asking !== undefined && (
        <ActionDialog channelId={channel.id} action={asking} onClose={() => setAsking(undefined)} />
      )}
    </section>
  );
}

interface CheckListProps {
  readonly items: readonly SetupCheck[];
  readonly actions: readonly ChannelAction[];
  /** Actions that mend none of the steps. */
  readonly others: readonly ChannelAction[];
  readonly onAct: (action: ChannelAction) => void;
}

/** All of it while something is left to do; one line once nothing is. */
function CheckList({ items, actions, others, onAct }: CheckListProps) {
  const words = useT().channels.setup;
  const locale = useLocale();
  const done = items.filter(({ state }) => state === 'ok').length;
  const [opened, setOpened] = useState<boolean>();
  const open = opened ?? done < items.length;
  if (items.length === 0) return <p className="text-sm text-muted">{words.nothing}</p>;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpened(!open)}
        className="-mx-1 flex min-h-8 items-center gap-2 rounded-sm px-1 text-left text-sm text-muted hover:text-ink"
      >
        <ChevronRight
          aria-hidden
          size={16}
          className={cx('shrink-0 transition-transform duration-120', open && 'rotate-90')}
        />
        <span>
          <span className="font-semibold text-ink">{words.done(done, items.length)}</span>. {words.body}
        </span>
      </button>
      <Progress done={done} all={items.length} />
      {open && (
        <ol className="flex flex-col divide-y divide-line rounded-md border border-line">
          {items.map((check) => (
            <OneCheck
              key={check.code}
              check={check}
              action={actions.find(({ name }) => name === check.action)}
              onAct={onAct}
            />
          ))}
        </ol>
      )}
      {open && others.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {others.map((action) => (
            <Button key={action.name} look="secondary" size="sm" onClick={() => onAct(action)}>
              {action.label[locale]}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

/** The sentence above says the same in words. */
function Progress({ done, all }: { done: number; all: number }) {
  return (
    <div aria-hidden className="h-1 overflow-hidden rounded-full bg-sunken">
      <div
        className={cx('h-full rounded-full', done === all ? 'bg-good' : 'bg-hold')}
        style={{ width: `${(100 * done) / all}%` }}
      />
    </div>
  );
}

interface OneCheckProps {
  readonly check: SetupCheck;
  readonly action: ChannelAction | undefined;
  readonly onAct: (action: ChannelAction) => void;
}

function OneCheck({ check, action, onAct }: OneCheckProps) {
  const words = useT().channels.setup;
  const locale = useLocale();
  const { tone, icon } = LOOKS[check.state];
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="text-sm font-semibold">{check.label[locale]}</span>
        <Badge tone={tone} icon={icon}>
          {words.states[check.state]}
        </Badge>
      </div>
      {check.found !== undefined ? (
        <p title={check.value} className="text-sm text-muted">
          <span className="sr-only">{words.found}: </span>
          {check.found[locale]}
        </p>
      ) : (
        check.value !== undefined && (
          <p className="text-sm break-words text-muted">
            <span className="sr-only">{words.found}: </span>
            {check.value}
          </p>
        )
      )}
      {check.remedy !== undefined && <p className="text-sm text-muted">{check.remedy[locale]}</p>}
      {action !== undefined && (
        <div>
          <Button look="secondary" size="sm" onClick={() => onAct(action)}>
            {action.label[locale]}
          </Button>
        </div>
      )}
    </li>
  );
}
