import { Plus, Trash2 } from 'lucide-react';
import type { TemplateAction, TemplateWording } from '../../../../../src/lib/template/design.ts';
import type { TemplateDesign } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Menu, MenuItem } from '../../../ui/overlay/Menu.tsx';
import { Button } from '../../../ui/Button.tsx';
import { newButton } from './design-draft.ts';

const TYPES = ['reply', 'url', 'call', 'copy_code'] as const;
const MOST = 10;

interface ButtonListProps {
  readonly design: TemplateDesign;
  readonly wording: TemplateWording;
  readonly fault: (where: string) => string | undefined;
  readonly onChange: (wording: TemplateWording) => void;
}

export function ButtonList({ design, wording, fault, onChange }: ButtonListProps) {
  const t = useT();
  const words = t.templates.editor;
  const { buttons } = wording;
  const put = (index: number, button: TemplateAction): void =>
    onChange({ ...wording, buttons: buttons.map((one, at) => (at === index ? button : one)) });
  // The provider of codes puts a button of its own.
  if (design.category === 'authentication') return null;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold">{words.buttons}</legend>
      {buttons.map((button, index) => (
        // Buttons have no name of their own; their place is what tells them apart.
        <div key={`${index}${button.type}`} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2">
            <Field
              label={`${words.buttonTypes[button.type]}: ${words.buttonTitle}`}
              error={fault(`buttons.${index}`)}
            >
              <Input
                maxLength={25}
                value={button.title}
                onChange={(event) => put(index, { ...button, title: event.target.value })}
              />
            </Field>
            <Target button={button} design={design} onChange={(next) => put(index, next)} />
          </div>
          <IconButton
            icon={Trash2}
            label={words.dropButton(button.title)}
            onClick={() => onChange({ ...wording, buttons: buttons.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      {buttons.length < MOST && (
        <div>
          <Menu
            trigger={
              <Button size="sm" icon={Plus}>
                {words.addButton}
              </Button>
            }
          >
            {TYPES.map((type) => (
              <MenuItem
                key={type}
                onSelect={() => onChange({ ...wording, buttons: [...buttons, newButton(type, design)] })}
              >
                {words.buttonTypes[type]}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </fieldset>
  );
}

function Target({
  button,
  design,
  onChange,
}: {
  button: TemplateAction;
  design: TemplateDesign;
  onChange: (button: TemplateAction) => void;
}) {
  const words = useT().templates.editor;
  switch (button.type) {
    case 'reply':
      return null;
    case 'url':
      return (
        <Field label={words.buttonUrl}>
          <Input
            type="url"
            mono
            maxLength={2000}
            value={button.url}
            onChange={(event) => onChange({ ...button, url: event.target.value })}
          />
        </Field>
      );
    case 'call':
      return (
        <Field label={words.buttonPhone}>
          <Input
            type="tel"
            maxLength={16}
            value={button.phone}
            onChange={(event) => onChange({ ...button, phone: event.target.value })}
          />
        </Field>
      );
    case 'copy_code':
      return (
        <Field label={words.buttonVariable}>
          <Select
            value={button.variable}
            onChange={(event) => onChange({ ...button, variable: event.target.value })}
            options={['', ...design.variables.map(({ name }) => name)].map((value) => ({
              value,
              label: value,
            }))}
          />
        </Field>
      );
  }
}
