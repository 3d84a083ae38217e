import { Plus, Trash2 } from 'lucide-react';
import { formatValue } from '../../../../../src/lib/template/format-value.ts';
import { type TemplateVariable, VariableType } from '../../../../../src/lib/template/design.ts';
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

export function VariableList({ design, findings, onChange }: VariableListProps) {
  const t = useT();
  const words = t.templates.editor;
  const locale = useLocale();
  const { variables } = design;
  const put = (index: number, variable: TemplateVariable): void =>
    onChange({ ...design, variables: variables.map((one, at) => (at === index ? variable : one)) });
  const fresh = (): string => {
    let number = variables.length + 1;
    while (variables.some(({ name }) => name === `nilai_${number}`)) number += 1;
    return `nilai_${number}`;
  };
  return (
    <Section title={words.variables}>
      <div className="flex flex-col gap-3">
        {variables.map((variable, index) => {
          const shown = formatValue(variable, variable.sample, locale);
          return (
            // The name is edited here, so that it cannot be the key.
            <div key={index} className="flex items-end gap-2">
              <div className="grid min-w-0 flex-1 grid-cols-2 gap-2 sm:grid-cols-[1fr_120px_1fr]">
                <Field label={words.variableName}>
                  <Input
                    mono
                    maxLength={40}
                    value={variable.name}
                    onChange={(event) =>
                      put(index, {
                        ...variable,
                        name: event.target.value.toLowerCase().replace(/[^a-z0-9_]/g, '_'),
                      })
                    }
                  />
                </Field>
                <Field label={words.variableType}>
                  <Select
                    value={variable.type}
                    onChange={(event) =>
                      put(index, { ...variable, type: VariableType.parse(event.target.value) })
                    }
                    options={VariableType.options.map((value) => ({ value, label: words.types[value] }))}
                  />
                </Field>
                <Field
                  label={words.variableSample}
                  error={
                    findings.find(({ code, detail }) => code === 'sample_invalid' && detail === variable.name)
                      ?.remedy[locale]
                  }
                >
                  <Input
                    maxLength={500}
                    unit={shown.ok && shown.value !== variable.sample ? shown.value : undefined}
                    value={variable.sample}
                    onChange={(event) => put(index, { ...variable, sample: event.target.value })}
                  />
                </Field>
              </div>
              <IconButton
                icon={Trash2}
                label={words.dropVariable(variable.name)}
                onClick={() => onChange({ ...design, variables: variables.filter((_, at) => at !== index) })}
              />
            </div>
          );
        })}
        <div>
          <Button
            size="sm"
            icon={Plus}
            disabled={variables.length >= 20}
            onClick={() =>
              onChange({
                ...design,
                variables: [...variables, { name: fresh(), type: 'text', sample: 'Contoh' }],
              })
            }
          >
            {words.addVariable}
          </Button>
        </div>
      </div>
    </Section>
  );
}
