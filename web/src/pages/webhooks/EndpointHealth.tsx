import { TriangleAlert } from 'lucide-react';
import type { WebhookEndpoint } from '../../contracts/webhooks.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Facts } from '../../ui/data/Facts.tsx';
import { EndpointBadge } from './EndpointBadge.tsx';

/** How an endpoint fares, and what to do when it does not. */
export function EndpointHealth({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useT();
  const words = t.webhooks;
  const format = useFormat();
  const trouble = troubleOf(endpoint);
  return (
    <div className="flex flex-col gap-4">
      <EndpointBadge health={endpoint.health} />
      {trouble !== undefined && (
        <div role="status" className="flex gap-2.5 rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad">
          <TriangleAlert aria-hidden size={18} className="mt-px shrink-0" />
          <div className="min-w-0">
            <p className="font-semibold">{words.trouble[trouble].title}</p>
            <p className="mt-0.5">{words.trouble[trouble].body}</p>
          </div>
        </div>
      )}
      <Facts
        facts={[
          {
            label: words.columns.url,
            value: <code className="font-mono text-xs break-all">{endpoint.url}</code>,
          },
          {
            label: words.columns.types,
            value: endpoint.types.map((type) => words.types[type].name).join(', '),
          },
          {
            label: words.lastSuccess,
            value: endpoint.lastSuccessAt === null ? t.common.never : format.dateTime(endpoint.lastSuccessAt),
          },
          ...(endpoint.failingSince === null
            ? []
            : [
                { label: words.failingSince, value: format.dateTime(endpoint.failingSince) },
                {
                  label: words.lastError,
                  value: (
                    <span lang="en" className="font-mono text-xs break-words">
                      {endpoint.lastError}
                    </span>
                  ),
                },
              ]),
        ]}
      />
    </div>
  );
}

function troubleOf({ health, disabledReason }: WebhookEndpoint) {
  if (health === 'failing') return 'failing';
  if (disabledReason === 'gone') return 'goneDisabled';
  return disabledReason === 'failing' ? 'failingDisabled' : undefined;
}
