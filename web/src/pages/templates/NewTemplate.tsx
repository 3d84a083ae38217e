import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Template, TemplateCategory } from '../../contracts/templates.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input, Textarea } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { withNamedVariables } from './editor/design-draft.ts';

export function NewTemplate({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.templates.create;
  const formId = useId();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [category, setCategory] = useState<TemplateCategory>('utility');
  const [body, setBody] = useState('');
  const create = useAction({
    run: (api) =>
      api.send('POST', '/v1/templates', Template, {
        name,
        design: withNamedVariables({ category, variables: [], languages: { id: { body, buttons: [] } } }),
      }),
    refresh: ['templates'],
    onDone: ({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } }),
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={create.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Field label={words.name} required error={faultOf(create.error, 'name')}>
          <Input
            autoFocus
            required
            maxLength={80}
            placeholder={words.namePlaceholder}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={words.category} help={t.templates.categoryHelp[category]}>
          <Select
            value={category}
            onChange={(event) => setCategory(TemplateCategory.parse(event.target.value))}
            options={TemplateCategory.options.map((value) => ({
              value,
              label: t.templates.categories[value],
            }))}
          />
        </Field>
        <Field label={words.body} help={words.bodyHelp} required>
          <Textarea
            required
            rows={5}
            maxLength={4096}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
  );
}
