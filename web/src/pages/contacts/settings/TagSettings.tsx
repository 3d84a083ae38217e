import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import { useMay } from '../../../app/session.tsx';
import { TAG_COLORS, TagColor, type Tag, TagRef } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { useCountWords } from '../list/ContactFilters.tsx';
import { TagChip } from '../list/TagChip.tsx';
import { AREA, useTags } from '../use-contacts.ts';

export function TagSettings() {
  const words = useT().contacts.settings;
  const may = useMay();
  const query = useTags();
  return (
    <Section title={words.tags} lead={words.tagsLead}>
      <QueryView query={query}>
        {(tags) =>
          tags.length === 0 ? (
            <p className="text-sm text-muted">{words.noTags}</p>
          ) : (
            <ul className="divide-y divide-line">
              {tags.map((tag) => (
                <TagRow key={tag.id} tag={tag} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {may('contacts:manage') && <NewTag />}
    </Section>
  );
}

function TagRow({ tag }: { tag: Tag }) {
  const words = useT().contacts.settings;
  const may = useMay();
  const countWords = useCountWords();
  const [deleting, setDeleting] = useState(false);
  const remove = useAction<void>({
    run: (api) => api.send('DELETE', `/v1/contact-tags/${tag.id}`, Nothing),
    said: () => words.deleted,
    onDone: () => setDeleting(false),
    refresh: [AREA],
  });
  return (
    <li className="flex min-h-11 items-center justify-between gap-3 text-sm">
      <TagChip tag={tag} />
      <span className="flex items-center gap-2 text-xs text-muted">
        {words.contacts(countWords(tag.contacts))}
        {may('contacts:manage') && (
          <IconButton
            size="sm"
            icon={Trash2}
            label={`${words.deleteTag}: ${tag.name}`}
            onClick={() => setDeleting(true)}
          />
        )}
      </span>
      <ConfirmDialog
        open={deleting}
        onClose={() => setDeleting(false)}
        title={words.deleteTagAsk(tag.name)}
        confirm={words.deleteTag}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.deleteTagBody}
      </ConfirmDialog>
    </li>
  );
}

function NewTag() {
  const words = useT().contacts.settings;
  const [name, setName] = useState('');
  const [color, setColor] = useState<TagColor>('blue');
  const create = useAction<void, TagRef>({
    run: (api) => api.send('POST', '/v1/contact-tags', TagRef, { name: name.trim(), color }),
    said: (tag) => words.tagAdded(tag.name),
    onDone: () => setName(''),
    refresh: [AREA],
    inForm: true,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4 border-t border-line pt-4">
      <FormProblem problem={create.error} />
      <div className="grid items-end gap-4 sm:grid-cols-[1fr_160px_auto]">
        <Field label={words.newTag}>
          <Input maxLength={40} value={name} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Field label={words.color}>
          <Select
            value={color}
            options={TAG_COLORS.map((value) => ({ value, label: words.colors[value] }))}
            onChange={({ target }) => setColor(TagColor.parse(target.value))}
          />
        </Field>
        <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
          {words.addTag}
        </Button>
      </div>
    </form>
  );
}
