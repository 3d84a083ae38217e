import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { sessionQuery, useMay, useMembership } from '../../app/session.tsx';
import { Locale, TimeZone, Workspace } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Facts } from '../../ui/data/Facts.tsx';
import { Time } from '../../ui/data/Time.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Page, Section } from '../../ui/layout/Page.tsx';

const LANGUAGES = [
  { value: 'id', label: 'Bahasa Indonesia' },
  { value: 'en', label: 'English' },
];

export function WorkspacePage() {
  const t = useT();
  const words = t.manage.workspace;
  const { workspace } = useMembership();
  return (
    <Page narrow title={words.title}>
      <Section title={words.identity}>
        <WorkspaceForm key={workspace.id} workspace={workspace} />
      </Section>
      <Section title={words.facts}>
        <Facts
          facts={[
            {
              label: words.id,
              value: (
                <span className="flex items-center gap-1">
                  <code className="font-mono text-xs break-all">{workspace.id}</code>
                  <CopyButton compact text={workspace.id} />
                </span>
              ),
            },
            { label: words.kind, value: workspace.trial ? words.trial : words.full },
            { label: words.created, value: <Time full at={workspace.createdAt} /> },
          ]}
        />
      </Section>
    </Page>
  );
}

function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const t = useT();
  const words = t.manage.workspace;
  const queries = useQueryClient();
  const disabled = !useMay()('workspace:write');
  const [name, setName] = useState(workspace.name);
  const [timeZone, setTimeZone] = useState(workspace.timeZone);
  const [locale, setLocale] = useState(workspace.locale);
  const save = useAction({
    run: (api) => api.send('PATCH', '/v1/workspace', Workspace, { name, timeZone, locale }),
    refresh: ['summary'],
    said: () => words.saved,
    onDone: () => void queries.invalidateQueries(sessionQuery),
    inForm: true,
  });
  return (
    <form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label={words.name} required error={faultOf(save.error, 'name')}>
        <Input
          value={name}
          maxLength={80}
          disabled={disabled}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={words.timeZone} help={words.timeZoneHelp} error={faultOf(save.error, 'timeZone')}>
        <Select
          value={timeZone}
          disabled={disabled}
          onChange={(event) => setTimeZone(TimeZone.parse(event.target.value))}
          options={TimeZone.options.map((value) => ({ value, label: words.zones[value] }))}
        />
      </Field>
      <Field label={words.locale} help={words.localeHelp} error={faultOf(save.error, 'locale')}>
        <Select
          value={locale}
          disabled={disabled}
          onChange={(event) => setLocale(Locale.parse(event.target.value))}
          options={LANGUAGES}
        />
      </Field>
      <FormProblem problem={save.error} />
      {!disabled && (
        <Button type="submit" look="primary" busy={save.isPending} className="self-start">
          {t.common.save}
        </Button>
      )}
    </form>
  );
}
