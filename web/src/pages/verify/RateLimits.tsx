import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing, useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { type RateBucket, type RateLimit, RateLimitList, type Service } from '../../contracts/verify.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { saidInterval } from './interval.ts';
import { RateLimitDialog } from './RateLimitDialog.tsx';

/** Limits that the company sets for its own keys, beside those that every service has. */
export function RateLimits({ service }: { service: Service }) {
  const words = useT().verify.rateLimits;
  const may = useMay();
  const api = useApi();
  const [adding, setAdding] = useState(false);
  const path = `/v1/verify/services/${service.id}/rate-limits`;
  const query = useQuery({
    queryKey: [api.workspaceId, 'verify', 'rate-limits', service.id],
    queryFn: async ({ signal }) => (await api.get(path, RateLimitList, undefined, signal)).items,
  });
  const add = may('verify:manage') && (
    <Button size="sm" icon={Plus} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  );
  return (
    <Section title={words.title} lead={words.lead} action={add}>
      <QueryView query={query}>
        {(limits) =>
          limits.length === 0 ? (
            <p className="text-sm text-muted">{words.empty}</p>
          ) : (
            <LimitList limits={limits} path={path} />
          )
        }
      </QueryView>
      {adding && <RateLimitDialog path={path} limit={null} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function LimitList({ limits, path }: { limits: readonly RateLimit[]; path: string }) {
  const t = useT();
  const words = t.verify.rateLimits;
  const may = useMay();
  const [editing, setEditing] = useState<RateLimit | null>(null);
  const [deleting, setDeleting] = useState<RateLimit | null>(null);
  const example = Object.fromEntries(limits.map(({ name }) => [name, '…']));
  return (
    <div className="flex flex-col gap-4">
      <ul className="divide-y divide-line border-y border-line">
        {limits.map((limit) => (
          <li key={limit.id} className="flex items-center justify-between gap-4 py-3">
            <span className="flex min-w-0 flex-col gap-1.5">
              <span className="flex min-w-0 items-center gap-1">
                <code className="min-w-0 font-mono text-sm font-semibold break-all">{limit.name}</code>
                <CopyButton text={limit.name} label={words.copyName} compact />
              </span>
              {limit.description !== null && (
                <span className="text-sm break-words text-muted">{limit.description}</span>
              )}
              <Buckets buckets={limit.buckets} />
            </span>
            {may('verify:manage') && (
              <span className="flex shrink-0 flex-wrap justify-end gap-1">
                <Button look="quiet" size="sm" onClick={() => setEditing(limit)}>
                  {t.common.edit}
                  <span className="sr-only">{limit.name}</span>
                </Button>
                <Button look="quiet-danger" size="sm" onClick={() => setDeleting(limit)}>
                  {t.common.remove}
                  <span className="sr-only">{limit.name}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <CodeBlock label={words.example} code={`"rateLimits": ${JSON.stringify(example)}`} />
      {editing !== null && <RateLimitDialog path={path} limit={editing} onClose={() => setEditing(null)} />}
      {deleting !== null && <DeleteLimit limit={deleting} path={path} onClose={() => setDeleting(null)} />}
    </div>
  );
}

function Buckets({ buckets }: { buckets: readonly RateBucket[] }) {
  const words = useT().verify.rateLimits;
  const format = useFormat();
  if (buckets.length === 0) return <span className="text-xs text-muted">{words.noBuckets}</span>;
  return (
    <span className="flex flex-wrap gap-1.5">
      {buckets.map(({ id, max, intervalSeconds }) => {
        const { count, unit } = saidInterval(intervalSeconds);
        return (
          <Badge key={id} tone="dim">
            {words.bucket(max, format.number(max), words.intervals[unit](count))}
          </Badge>
        );
      })}
    </span>
  );
}

function DeleteLimit({ limit, path, onClose }: { limit: RateLimit; path: string; onClose: () => void }) {
  const t = useT();
  const words = t.verify.rateLimits;
  const remove = useAction({
    run: (api) => api.send('DELETE', `${path}/${limit.id}`, Nothing),
    refresh: ['verify'],
    said: () => words.deleted(limit.name),
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      title={words.deleteAsk(limit.name)}
      confirm={words.delete}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {words.deleteBody}
    </ConfirmDialog>
  );
}
