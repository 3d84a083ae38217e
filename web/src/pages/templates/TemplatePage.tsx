import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { TemplateEditor } from './editor/TemplateEditor.tsx';
import { useTemplate } from './use-templates.ts';

export function TemplatePage() {
  const t = useT();
  const { templateId = '' } = useParams({ strict: false });
  const query = useTemplate(templateId);
  return (
    <div className="mx-auto w-full max-w-6xl">
      <Link
        to="/templates"
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden size={15} />
        {t.templates.editor.back}
      </Link>
      <QueryView query={query}>
        {(template) => <TemplateEditor key={template.id} template={template} />}
      </QueryView>
    </div>
  );
}
