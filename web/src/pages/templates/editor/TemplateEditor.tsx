import { useState } from 'react';
import { lintTemplate } from '../../../../../src/lib/template/lint/lint-template.ts';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { Template, type TemplateDesign } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Badge } from '../../../ui/data/Badge.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Page, Section } from '../../../ui/layout/Page.tsx';
import { ApprovalPanel } from '../approval/ApprovalPanel.tsx';
import { ArchiveTemplate } from './ArchiveTemplate.tsx';
import { Findings } from './Findings.tsx';
import { Preview } from './Preview.tsx';
import { TemplateIds } from './TemplateIds.tsx';
import { TestMessage } from './TestMessage.tsx';
import { VariableList } from './VariableList.tsx';
import { VersionList } from './VersionList.tsx';
import { WordingFields } from './WordingFields.tsx';

/** Writing on the left, the phone on the right; what is said there is what will be sent. */
export function TemplateEditor({ template }: { template: Template }) {
  const t = useT();
  const may = useMay();
  const words = t.templates.editor;
  const [edited, setEdited] = useState<TemplateDesign | null>(null);
  const [language, setLanguage] = useState(template.defaultLanguage);
  const design = edited ?? template.design;
  const findings = lintTemplate(design, { name: template.slug, ...template.lintReference });
  const blocked = findings.some(({ severity, channel }) => severity === 'error' && channel === 'all');
  const save = useAction({
    run: (api) => api.send('PATCH', `/v1/templates/${template.id}`, Template, { design }),
    refresh: ['templates'],
    said: () => words.saved,
    onDone: () => setEdited(null),
    inForm: true,
  });
  const publish = useAction({
    run: async (api) => {
      if (edited !== null) await api.send('PATCH', `/v1/templates/${template.id}`, Template, { design });
      return api.send('POST', `/v1/templates/${template.id}/publish`, Template, {});
    },
    refresh: ['templates'],
    said: ({ version }) => words.published(version),
    onDone: () => setEdited(null),
    inForm: true,
  });
  const action = may('templates:write') && (
    <>
      {edited !== null && <Badge tone="hold">{words.unsaved}</Badge>}
      <Button disabled={edited === null} busy={save.isPending} onClick={() => save.mutate()}>
        {words.save}
      </Button>
      <Button
        look="primary"
        disabled={blocked || (edited === null && !template.hasDraft)}
        busy={publish.isPending}
        onClick={() => publish.mutate()}
      >
        {words.publish}
      </Button>
    </>
  );
  return (
    <Page title={template.name} lead={<Lead template={template} />} action={action}>
      <FormProblem problem={save.error ?? publish.error} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <fieldset disabled={!may('templates:write')} className="flex min-w-0 flex-col gap-5">
          <WordingFields
            design={design}
            language={language}
            findings={findings}
            defaultLanguage={template.defaultLanguage}
            onLanguage={setLanguage}
            onChange={setEdited}
          />
          <VariableList design={design} findings={findings} onChange={setEdited} />
        </fieldset>
        <div className="flex min-w-0 flex-col gap-5 lg:sticky lg:top-4">
          <Preview design={design} language={language} />
          <Findings findings={findings} language={language} />
        </div>
      </div>
      <ApprovalPanel template={template} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Section title={t.templates.test.title}>
          <TestMessage template={template} />
        </Section>
        <Section title={t.templates.versions.title}>
          <VersionList template={template} onRestore={setEdited} />
        </Section>
      </div>
      <TemplateIds template={template} />
      {may('templates:write') && <ArchiveTemplate template={template} />}
    </Page>
  );
}

function Lead({ template }: { template: Template }) {
  const t = useT();
  const { category, version, slug } = template;
  return (
    <>
      {t.templates.categories[category]} ·{' '}
      {version === 0 ? t.templates.draft : t.templates.versionNumber(version)} ·{' '}
      <code className="font-mono text-xs" title={t.templates.editor.useInApi}>
        {slug}
      </code>
    </>
  );
}
