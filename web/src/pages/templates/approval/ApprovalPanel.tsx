import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import { Template, type TemplateApproval } from '../../../contracts/templates.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { useTemplates } from '../use-templates.ts';
import { ApprovalBadge } from './ApprovalBadge.tsx';
import { ApprovalTimeline } from './ApprovalTimeline.tsx';

const DONE: readonly TemplateApproval['state'][] = ['pending', 'approved', 'submitting', 'in_appeal'];

/** Channel by channel: submit, what was answered, and why. */
export function ApprovalPanel({ template }: { template: Template }) {
  const t = useT();
  const may = useMay();
  const words = t.templates.approval;
  const { data } = useTemplates();
  const channels = data?.channels ?? [];
  const submit = useAction({
    run: (api, channel: string) =>
      api.send('POST', `/v1/templates/${template.id}/submit`, Template, { channel }),
    refresh: ['templates'],
    said: () => words.submitted,
    inForm: true,
  });
  const isWanted = (channelId: string): boolean =>
    template.languages.some(
      (language) =>
        !template.approvals.some(
          (one) =>
            one.channel.id === channelId &&
            one.language === language &&
            one.version === template.version &&
            DONE.includes(one.state),
        ),
    );
  const action = may('templates:write') && template.version > 0 && (
    <span className="flex flex-wrap gap-2">
      {channels
        .filter(({ id }) => isWanted(id))
        .map(({ id, name }) => (
          <Button key={id} size="sm" busy={submit.isPending} onClick={() => submit.mutate(id)}>
            {words.submit(name)}
          </Button>
        ))}
    </span>
  );
  return (
    <Section title={words.title} action={action}>
      <div className="flex flex-col gap-3">
        <FormProblem problem={submit.error} />
        {template.approvals.length === 0 && (
          <p className="text-sm text-muted">
            {channels.length === 0
              ? words.none
              : template.version === 0
                ? words.publishFirst
                : t.templates.notSubmitted}
          </p>
        )}
        <ul className="divide-y divide-line">
          {template.approvals.map((approval) => (
            <ApprovalRow key={approval.id} approval={approval} />
          ))}
        </ul>
      </div>
    </Section>
  );
}

function ApprovalRow({ approval }: { approval: TemplateApproval }) {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const words = t.templates.approval;
  const [open, setOpen] = useState(false);
  const { state, reason, recommendation, categoryCost, providerCategory } = approval;
  const filed: string = nameOf(t.templates.categories, providerCategory);
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 text-sm">
          <p className="font-semibold">
            {approval.channel.name} · {approval.language.toUpperCase()}
            {approval.version !== null && ` · ${t.templates.versionNumber(approval.version)}`}
          </p>
          <p className="truncate text-xs text-muted">
            <code className="font-mono">{approval.name}</code> · <Time at={approval.stateAt} />
          </p>
        </div>
        <span className="flex flex-wrap items-center gap-2">
          <ApprovalBadge state={state} />
          <Button look="quiet" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            {words.timeline}
          </Button>
          {may('templates:write') && state !== 'deleted' && <RemoveApproval approval={approval} />}
        </span>
      </div>
      {(reason !== null || recommendation !== null) && (
        <div className="mt-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
          {reason !== null && (
            <p>
              <span className="font-semibold">{words.reason}:</span> {reason}
            </p>
          )}
          {recommendation !== null && recommendation !== reason && (
            <p>
              <span className="font-semibold">{words.advice}:</span> {recommendation}
            </p>
          )}
        </div>
      )}
      {categoryCost !== null && (
        <p className="mt-2 rounded-md bg-hold-soft px-3 py-2 text-sm text-hold">
          {words.moved(t.templates.categories[approval.category], filed)}
          {categoryCost.asked !== null &&
            categoryCost.charged !== null &&
            ` · ${words.moreCost(format.money(categoryCost.asked), format.money(categoryCost.charged))}`}
        </p>
      )}
      {open && <ApprovalTimeline approval={approval} />}
    </li>
  );
}

const nameOf = (names: Readonly<Record<string, string>>, category: string | null): string =>
  category === null ? '' : (names[category] ?? category);

function RemoveApproval({ approval }: { approval: TemplateApproval }) {
  const words = useT().templates.approval;
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/template-approvals/${approval.id}`, Nothing),
    refresh: ['templates'],
    said: () => words.removed,
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button look="quiet-danger" size="sm" onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.removeAsk(approval.name)}
        confirm={words.remove}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.removeBody}
      </ConfirmDialog>
    </>
  );
}
