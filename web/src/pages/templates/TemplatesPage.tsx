import { useNavigate } from '@tanstack/react-router';
import { LayoutTemplate, Library, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import type { TemplateList, TemplateSummary } from '../../contracts/templates.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { type Column, Table } from '../../ui/data/Table.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { ApprovalBadge } from './approval/ApprovalBadge.tsx';
import { Strangers } from './approval/Strangers.tsx';
import { LibraryPicker } from './LibraryPicker.tsx';
import { NewTemplate } from './NewTemplate.tsx';
import { useTemplates } from './use-templates.ts';

export function TemplatesPage() {
  const t = useT();
  const may = useMay();
  const query = useTemplates();
  const [open, setOpen] = useState<'new' | 'library' | null>(null);
  const action = may('templates:write') && (
    <>
      <Button icon={Library} onClick={() => setOpen('library')}>
        {t.templates.library}
      </Button>
      <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
        {t.templates.add}
      </Button>
    </>
  );
  return (
    <Page title={t.templates.title} lead={t.templates.lead} action={action}>
      <Surface>
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={LayoutTemplate} title={t.templates.empty.title} action={action}>
                {t.templates.empty.body}
              </EmptyState>
            ) : (
              <TemplateTable items={items} />
            )
          }
        </QueryView>
      </Surface>
      {query.data !== undefined && query.data.channels.length > 0 && <AtProvider list={query.data} />}
      {open === 'new' && <NewTemplate onClose={() => setOpen(null)} />}
      {open === 'library' && <LibraryPicker onClose={() => setOpen(null)} />}
    </Page>
  );
}

function AtProvider({ list }: { list: TemplateList }) {
  const t = useT();
  const may = useMay();
  const sync = useAction({
    run: async (api) => {
      for (const { id } of list.channels)
        await api.send('POST', '/v1/templates/sync', Nothing, { channel: id });
    },
    refresh: ['templates'],
    said: () => t.templates.synced,
  });
  return (
    <div className="flex flex-col gap-3">
      {list.strangers.length > 0 && <Strangers list={list} />}
      {may('templates:write') && (
        <div>
          <Button size="sm" icon={RefreshCw} busy={sync.isPending} onClick={() => sync.mutate()}>
            {t.templates.sync}
          </Button>
        </div>
      )}
    </div>
  );
}

function TemplateTable({ items }: { items: readonly TemplateSummary[] }) {
  const t = useT();
  const navigate = useNavigate();
  const columns: Column<TemplateSummary>[] = [
    { key: 'name', title: t.templates.columns.name, cell: (template) => <Name template={template} /> },
    {
      key: 'category',
      title: t.templates.columns.category,
      width: 'w-36',
      wideOnly: true,
      cell: ({ category }) => t.templates.categories[category],
    },
    {
      key: 'version',
      title: t.templates.columns.version,
      width: 'w-28',
      cell: (template) => <Version template={template} />,
    },
    {
      key: 'approval',
      title: t.templates.columns.approval,
      width: 'w-64',
      cell: (template) => <Approvals template={template} />,
    },
  ];
  return (
    <Table
      label={t.templates.title}
      rows={items}
      rowKey={({ id }) => id}
      columns={columns}
      onOpen={({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } })}
      phoneRow={(template) => (
        <>
          <span className="flex items-start justify-between gap-3">
            <Name template={template} />
            <Version template={template} />
          </span>
          <span className="mt-2 flex flex-wrap gap-1.5">
            <Approvals template={template} />
          </span>
        </>
      )}
    />
  );
}

function Name({ template }: { template: TemplateSummary }) {
  return (
    <span className="block min-w-0">
      <span className="block truncate font-semibold">{template.name}</span>
      <span className="block truncate text-xs text-muted">{template.excerpt}</span>
    </span>
  );
}

function Version({ template: { version, hasDraft } }: { template: TemplateSummary }) {
  const t = useT();
  if (version === 0) return <Badge tone="dim">{t.templates.draft}</Badge>;
  return (
    <span className="shrink-0 text-sm whitespace-nowrap tabular-nums">
      {hasDraft ? t.templates.draftOver(version) : t.templates.versionNumber(version)}
    </span>
  );
}

/** One badge per channel and language, the newest version of each. */
function Approvals({ template: { approvals } }: { template: TemplateSummary }) {
  const t = useT();
  const newest = approvals.filter(
    (one, index) =>
      one.state !== 'deleted' &&
      approvals.findIndex(
        (other) => other.channel.id === one.channel.id && other.language === one.language,
      ) === index,
  );
  if (newest.length === 0) return <span className="text-faint">{t.templates.notSubmitted}</span>;
  return (
    <span className="flex flex-wrap gap-1.5 py-1.5">
      {newest.map((one) => (
        <ApprovalBadge key={one.id} state={one.state} prefix={one.language.toUpperCase()} />
      ))}
    </span>
  );
}
