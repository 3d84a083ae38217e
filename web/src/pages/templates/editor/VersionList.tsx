import { useMay } from '../../../app/session.tsx';
import type { Template, TemplateDesign } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Time } from '../../../ui/data/Time.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { useVersions } from '../use-templates.ts';

/** What was published, newest first; nothing here ever changes. */
export function VersionList({
  template,
  onRestore,
}: {
  template: Template;
  onRestore: (design: TemplateDesign) => void;
}) {
  const t = useT();
  const may = useMay();
  const words = t.templates.versions;
  const query = useVersions(template.id);
  if (template.version === 0) return <p className="text-sm text-muted">{words.none}</p>;
  return (
    <QueryView query={query}>
      {(versions) => (
        <ul className="max-h-80 divide-y divide-line overflow-y-auto">
          {versions.map(({ number, publishedAt, design }) => (
            <li key={number} className="flex items-start justify-between gap-3 py-2.5">
              <div className="min-w-0 text-sm">
                <p>
                  <span className="font-semibold tabular-nums">{t.templates.versionNumber(number)}</span>{' '}
                  <span className="text-xs text-muted">
                    <Time at={publishedAt} />
                  </span>
                </p>
                <p className="line-clamp-2 text-xs text-muted">
                  {design.languages[template.defaultLanguage]?.body}
                </p>
              </div>
              {may('templates:write') && (
                <Button look="quiet" size="sm" onClick={() => onRestore(design)}>
                  {words.restore}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
