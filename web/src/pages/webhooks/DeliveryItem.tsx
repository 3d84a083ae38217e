import { CircleAlert, CircleCheck, Clock, type LucideIcon, RotateCw } from 'lucide-react';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../app/session.tsx';
import {
  type DeliveryAttempt,
  type DeliveryStatus,
  ReplayedWebhookDeliveries,
  type WebhookDelivery,
} from '../../contracts/webhooks.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { Time } from '../../ui/data/Time.tsx';

const LOOKS: Readonly<Record<DeliveryStatus, { tone: Tone; icon: LucideIcon }>> = {
  pending: { tone: 'hold', icon: Clock },
  delivered: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'bad', icon: CircleAlert },
};

export function DeliveryItem({ endpointId, delivery }: { endpointId: string; delivery: WebhookDelivery }) {
  const words = useT().webhooks.log;
  const format = useFormat();
  const { tone, icon } = LOOKS[delivery.status];
  return (
    <li>
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-3 px-3 py-2 hover:bg-hover">
          <span className="min-w-0">
            <span className="block truncate font-mono text-xs">{delivery.type}</span>
            <span className="block text-xs text-muted">
              <Time at={delivery.createdAt} />
            </span>
          </span>
          <Badge tone={tone} icon={icon}>
            {words.statuses[delivery.status]}
          </Badge>
        </summary>
        <div className="flex flex-col gap-4 px-3 pt-1 pb-4">
          <p className="font-mono text-xs break-all text-muted select-all">{delivery.id}</p>
          {delivery.nextAttemptAt !== null && delivery.attempts.length > 0 && (
            <p className="text-sm text-hold">{words.next(format.dateTime(delivery.nextAttemptAt))}</p>
          )}
          <Attempts attempts={delivery.attempts} />
          <CodeBlock label={words.payload} code={pretty(delivery.payload)} />
          <Replay endpointId={endpointId} delivery={delivery} />
        </div>
      </details>
    </li>
  );
}

function Attempts({ attempts }: { attempts: readonly DeliveryAttempt[] }) {
  const t = useT();
  const words = t.webhooks.log;
  const format = useFormat();
  if (attempts.length === 0) return <p className="text-sm text-muted">{words.noAttempt}</p>;
  return (
    <ol className="flex flex-col gap-3">
      {attempts.map((attempt) => (
        <li key={attempt.number} className="flex flex-col gap-1 text-sm">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-semibold">
              {words.attempt(attempt.number)}: {resultOf(attempt, t.webhooks.errors)}
            </span>
            <span className="text-xs text-muted">
              <Time at={attempt.at} full /> · {words.took(format.number(attempt.durationMs))}
            </span>
          </span>
          {attempt.response !== null && attempt.response !== '' && (
            <CodeBlock label={words.response(attempt.number)} code={attempt.response} />
          )}
          {attempt.error !== null && (
            <span lang="en" className="font-mono text-xs break-words text-muted">
              {attempt.error}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The status, or in words why there was none. */
function resultOf({ status, error }: DeliveryAttempt, words: Readonly<Record<string, string>>): string {
  if (status !== null) return `HTTP ${status}`;
  const code = error?.split(':')[0] ?? '';
  return words[code] ?? code;
}

function Replay({ endpointId, delivery }: { endpointId: string; delivery: WebhookDelivery }) {
  const words = useT().webhooks.log;
  const may = useMay();
  const replay = useAction({
    run: (api) =>
      api.send('POST', `/v1/webhook-endpoints/${endpointId}/replay`, ReplayedWebhookDeliveries, {
        ids: [delivery.id],
      }),
    refresh: ['webhooks'],
    said: () => words.replayed,
  });
  if (!may('webhooks:manage') || delivery.status === 'pending') return null;
  return (
    <div>
      <Button size="sm" icon={RotateCw} busy={replay.isPending} onClick={() => replay.mutate()}>
        {words.replay}
      </Button>
    </div>
  );
}

/** As people read JSON; what is not JSON stays as it is. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
