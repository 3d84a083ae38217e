import { useId, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { Template, type TemplateApproval, type TemplateList } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { ApprovalBadge } from './ApprovalBadge.tsx';

/** What was made at the provider itself, and can be linked with a version of ours. */
export function Strangers({ list }: { list: TemplateList }) {
  const t = useT();
  const may = useMay();
  const [adopting, setAdopting] = useState<TemplateApproval | null>(null);
  return (
    <Section title={t.templates.strangers.title} lead={t.templates.strangers.lead}>
      <ul className="divide-y divide-line">
        {list.strangers.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5">
            <span className="min-w-0">
              <span className="block truncate font-mono text-sm">{one.name}</span>
              <span className="text-xs text-muted">
                {one.channel.name} · {one.language} · {t.templates.categories[one.category]}
              </span>
            </span>
            <span className="flex items-center gap-2">
              <ApprovalBadge state={one.state} />
              {may('templates:write') && list.items.some(({ version }) => version > 0) && (
                <Button size="sm" onClick={() => setAdopting(one)}>
                  {t.templates.strangers.adopt}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {adopting !== null && <Adopt approval={adopting} list={list} onClose={() => setAdopting(null)} />}
    </Section>
  );
}

function Adopt({
  approval,
  list,
  onClose,
}: {
  approval: TemplateApproval;
  list: TemplateList;
  onClose: () => void;
}) {
  const t = useT();
  const formId = useId();
  const choices = list.items.filter(({ version }) => version > 0);
  const [chosen, setChosen] = useState(choices[0]?.id ?? '');
  const adopt = useAction({
    run: (api) =>
      api.send('POST', `/v1/template-approvals/${approval.id}/adopt`, Template, {
        template: chosen,
        version: choices.find(({ id }) => id === chosen)?.version ?? 1,
      }),
    refresh: ['templates'],
    said: () => t.templates.strangers.adopted,
    onDone: onClose,
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.templates.strangers.adoptTitle(approval.name)}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={adopt.isPending}>
            {t.templates.strangers.adopt}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          adopt.mutate();
        }}
      >
        <Field label={t.templates.strangers.template}>
          <Select
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            options={choices.map(({ id, name, version }) => ({
              value: id,
              label: `${name} (${t.templates.versionNumber(version)})`,
            }))}
          />
        </Field>
        <FormProblem problem={adopt.error} />
      </form>
    </Dialog>
  );
}
