import type { TemplateApproval } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { useApprovalEvents } from '../use-templates.ts';

/** What happened, oldest first, with the provider's reasons. */
export function ApprovalTimeline({ approval }: { approval: TemplateApproval }) {
  const t = useT();
  const words = t.templates.approval;
  const states: Readonly<Record<string, string>> = t.templates.states;
  const query = useApprovalEvents(approval.id);
  return (
    <QueryView query={query}>
      {(events) => (
        <ol className="mt-3 flex flex-col gap-2 border-l-2 border-line pl-4 text-sm">
          {events.map((event) => (
            <li key={`${event.at}${event.kind}${event.detail ?? ''}`}>
              <span className="font-semibold">{words.events[event.kind]}</span>
              {event.state !== null && `: ${states[event.state] ?? event.state}`}{' '}
              <span className="text-xs text-muted">
                <Time at={event.at} />
                {event.actor === null && ` · ${words.provider}`}
              </span>
              {[event.reason, event.detail]
                .filter((part) => part !== null && part !== '')
                .map((part) => (
                  <p key={part} className="text-xs text-muted">
                    {part}
                  </p>
                ))}
            </li>
          ))}
        </ol>
      )}
    </QueryView>
  );
}
