import { Plus, Trash2 } from 'lucide-react';
import { type TemplateVariable, VariableType } from '../../../../../src/lib/template/design.ts';
import { formatValue } from '../../../../../src/lib/template/format-value.ts';
import type { Finding } from '../../../../../src/lib/template/lint/findings.ts';
import type { TemplateDesign } from '../../../contracts/templates.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Section } from '../../../ui/layout/Page.tsx';

interface VariableListProps {
  readonly design: TemplateDesign;
  readonly findings: readonly Finding[];
  readonly onChange: (design: TemplateDesign) => void;
}

const MOST = 20;

export function VariableList({ design, findings, onChange }: VariableListProps) {
  const t = useT();
  const words = t.templates.editor;
  const { variables } = design;
  const give = (next: readonly TemplateVariable[]): void => onChange({ ...design, variables: [...next] });
  return (
    <Section title={words.variables}>
      <div className="flex flex-col gap-3">
        {variables.map((variable, index) => (
          <VariableRow
            // The name is edited here, so that it cannot be the key.
            key={index}
            variable={variable}
            fault={findings.find(({ code, detail }) => code === 'sample_invalid' && detail === variable.name)}
            onChange={(next) => give(variables.map((one, at) => (at === index ? next : one)))}
            onDrop={() => give(variables.filter((_, at) => at !== index))}
          />
        ))}
        <div>
          <Button
            size="sm"
            icon={Plus}
            disabled={variables.length >= MOST}
            onClick={() =>
              give([...variables, { name: freshName(variables), type: 'text', sample: 'Contoh' }])
            }
          >
            {words.addVariable}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function freshName(variables: readonly TemplateVariable[]): string {
  let number = variables.length + 1;
  while (variables.some(({ name }) => name === `nilai_${number}`)) number += 1;
  return `nilai_${number}`;
}

interface VariableRowProps {
  readonly variable: TemplateVariable;
  readonly fault: Finding | undefined;
  readonly onChange: (variable: TemplateVariable) => void;
  readonly onDrop: () => void;
}

function VariableRow({ variable, fault, onChange, onDrop }: VariableRowProps) {
  const t = useT();
  const locale = useLocale();
  const words = t.templates.editor;
  const shown = formatValue(variable, variable.sample, locale);
  const formatted = shown.ok && shown.value !== variable.sample ? shown.value : undefined;
  return (
    <div className="flex items-start gap-2">
      <div className="grid min-w-0 flex-1 grid-cols-2 gap-2 sm:grid-cols-[1fr_120px_1fr]">
        <Field label={words.variableName}>
          <Input
            mono
            maxLength={40}
            value={variable.name}
            onChange={(event) =>
              onChange({ ...variable, name: event.target.value.toLowerCase().replace(/[^a-z0-9_]/g, '_') })
            }
          />
        </Field>
        <Field label={words.variableType}>
          <Select
            value={variable.type}
            onChange={(event) => onChange({ ...variable, type: VariableType.parse(event.target.value) })}
            options={VariableType.options.map((value) => ({ value, label: words.types[value] }))}
          />
        </Field>
        <Field label={words.variableSample} help={formatted} error={fault?.remedy[locale]}>
          <Input
            maxLength={500}
            value={variable.sample}
            onChange={(event) => onChange({ ...variable, sample: event.target.value })}
          />
        </Field>
      </div>
      <IconButton icon={Trash2} label={words.dropVariable(variable.name)} className="mt-7" onClick={onDrop} />
    </div>
  );
}
