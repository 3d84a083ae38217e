import { useSenders } from '../../api/lists.ts';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { Medium, ROUTE_CLASSES, ROUTE_OPERATORS } from '../../contracts/routing.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Checkbox } from '../../ui/form/Checkbox.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Choices, FormPart } from './FormPart.tsx';
import { readPrefixes, type RouteDraft, toggled } from './route-draft.ts';

interface ConditionFieldsProps {
  readonly draft: RouteDraft;
  /** Faults are shown from the first try to save on. */
  readonly tried: boolean;
  readonly problem: ApiProblem | null;
  readonly onChange: (part: Partial<RouteDraft>) => void;
}

/** Which messages a rule speaks of. */
export function ConditionFields({ draft, tried, problem, onChange }: ConditionFieldsProps) {
  const t = useT();
  const words = t.routes.form;
  const senders = useSenders().data ?? [];
  const badPrefixes = tried && readPrefixes(draft.prefixes) === undefined;
  return (
    <FormPart title={words.when} help={words.whenHelp}>
      <Choices label={words.classes}>
        {ROUTE_CLASSES.map((one) => (
          <Checkbox
            key={one}
            label={t.messageClass[one]}
            checked={draft.classes.includes(one)}
            onChange={(on) => onChange({ classes: toggled(draft.classes, one, on) })}
          />
        ))}
      </Choices>
      <Choices label={words.operators}>
        {ROUTE_OPERATORS.map((one) => (
          <Checkbox
            key={one}
            label={one === 'others' ? words.others : t.operators[one].name}
            checked={draft.operators.includes(one)}
            onChange={(on) => onChange({ operators: toggled(draft.operators, one, on) })}
          />
        ))}
      </Choices>
      {senders.length > 0 && (
        <Choices label={words.senders}>
          {senders.map(({ id, address }) => (
            <Checkbox
              key={id}
              label={formatPhone(address)}
              checked={draft.senders.includes(id)}
              onChange={(on) => onChange({ senders: toggled(draft.senders, id, on) })}
            />
          ))}
        </Choices>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={words.prefixes}
          optional={t.common.optional}
          help={words.prefixesHelp}
          error={badPrefixes ? words.prefixesInvalid : faultOf(problem, 'when.prefixes')}
        >
          <Input
            placeholder="+62811"
            spellCheck={false}
            value={draft.prefixes}
            onChange={(event) => onChange({ prefixes: event.target.value })}
          />
        </Field>
        <Field label={words.medium} error={faultOf(problem, 'when.medium')}>
          <Select
            value={draft.medium ?? ''}
            onChange={(event) => {
              const medium = Medium.safeParse(event.target.value);
              onChange({ medium: medium.success ? medium.data : null });
            }}
            options={[
              { value: '', label: words.anyMedium },
              ...Medium.options.map((value) => ({ value, label: t.media[value] })),
            ]}
          />
        </Field>
      </div>
    </FormPart>
  );
}
