import type { AuditEntry } from '../../contracts/governance.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { Facts } from '../../ui/data/Facts.tsx';
import { DetailPanel } from '../../ui/layout/SplitView.tsx';
import { wordAction } from './action-words.ts';

export function AuditDetail({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useT();
  const words = t.govern.audit;
  const format = useFormat();
  return (
    <DetailPanel title={`#${format.number(entry.sequence)}`} onClose={onClose}>
      <Facts
        facts={[
          { label: words.columns.at, value: format.dateTime(entry.at) },
          {
            label: words.columns.action,
            value: (
              <>
                {wordAction(entry.action, t)}
                <code className="block font-mono text-xs text-muted">{entry.action}</code>
              </>
            ),
          },
          {
            label: words.columns.actor,
            value: (
              <>
                {words.actors[entry.actor.kind]}
                <span className="block font-mono text-xs break-all text-muted">
                  {formatPhone(entry.actor.id)}
                </span>
              </>
            ),
          },
          {
            label: words.columns.resource,
            value: <span className="font-mono text-xs break-all">{formatPhone(entry.resource)}</span>,
          },
          {
            label: words.hash,
            value: <span className="font-mono text-xs break-all text-muted">{entry.hash}</span>,
          },
        ]}
      />
      <CodeBlock label={words.details} code={JSON.stringify(entry.data, null, 2)} />
    </DetailPanel>
  );
}
