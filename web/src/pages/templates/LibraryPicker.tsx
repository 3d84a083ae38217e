import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { fillPlaceholders } from '../../../../src/lib/template/placeholders.ts';
import { renderSms, sampleValues } from '../../../../src/lib/template/render.ts';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useMembership } from '../../app/session.tsx';
import { LIBRARY_GROUPS, type LibraryEntry, Template } from '../../contracts/templates.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { useLibrary } from './use-templates.ts';

export function LibraryPicker({ onClose }: { onClose: () => void }) {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const [brand, setBrand] = useState(useMembership().workspace.name);
  const query = useLibrary();
  const copy = useAction({
    run: (api, entry: LibraryEntry) =>
      api.send('POST', `/v1/template-library/${entry.key}/copy`, Template, { brand }),
    refresh: ['templates'],
    said: (_, entry) => t.templates.pick.copied(entry.name[locale]),
    onDone: ({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } }),
    inForm: true,
  });
  return (
    <Dialog open wide onClose={onClose} title={t.templates.pick.title}>
      <div className="flex flex-col gap-5">
        <p className="text-sm text-muted">{t.templates.pick.lead}</p>
        <Field
          label={t.templates.pick.brand}
          help={t.templates.pick.brandHelp}
          error={faultOf(copy.error, 'brand')}
        >
          <Input value={brand} maxLength={60} onChange={(event) => setBrand(event.target.value)} />
        </Field>
        <FormProblem problem={copy.error} />
        <QueryView query={query}>
          {(entries) =>
            LIBRARY_GROUPS.map((group) => (
              <section key={group}>
                <h3 className="mb-1 text-sm font-bold">{t.templates.pick.groups[group]}</h3>
                <ul className="divide-y divide-line border-y border-line">
                  {entries
                    .filter((entry) => entry.group === group)
                    .map((entry) => (
                      <EntryRow
                        key={entry.key}
                        entry={entry}
                        brand={brand}
                        busy={copy.isPending && copy.variables?.key === entry.key}
                        disabled={brand.trim() === '' || copy.isPending}
                        onUse={() => copy.mutate(entry)}
                      />
                    ))}
                </ul>
              </section>
            ))
          }
        </QueryView>
      </div>
    </Dialog>
  );
}

interface EntryRowProps {
  readonly entry: LibraryEntry;
  readonly brand: string;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onUse: () => void;
}

function EntryRow({ entry, brand, busy, disabled, onUse }: EntryRowProps) {
  const t = useT();
  const locale = useLocale();
  const wording = entry.design.languages[locale];
  const text = wording === undefined ? '' : renderSms(wording, sampleValues(entry.design, locale));
  return (
    <li className="flex items-start justify-between gap-4 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-semibold">
          {entry.name[locale]}
          <Badge>{t.templates.categories[entry.design.category]}</Badge>
        </p>
        <p className="mt-0.5 line-clamp-3 text-xs text-muted">{fillPlaceholders(text, () => brand)}</p>
      </div>
      <Button size="sm" busy={busy} disabled={disabled} onClick={onUse}>
        {t.templates.pick.use}
        <span className="sr-only">{entry.name[locale]}</span>
      </Button>
    </li>
  );
}
