import { useChannels, useChannelTypes } from '../../api/lists.ts';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import {
  MEDIA,
  Medium,
  PRICE_CATEGORIES,
  PRICE_CLASSES,
  PRICE_OPERATORS,
  PriceCategory,
  PriceClass,
} from '../../contracts/billing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { useOperatorName } from './use-operator-name.ts';

/** What a price is for, or is asked about; `''` is every channel. */
export interface Target {
  readonly medium: Medium;
  readonly channel: string;
  readonly operator: string;
  readonly class: PriceClass;
  readonly category: PriceCategory;
  readonly inWindow: boolean;
}

export const FIRST_TARGET: Target = {
  medium: 'sms',
  channel: '',
  operator: 'telkomsel',
  class: '*',
  category: '*',
  inWindow: false,
};

interface PriceTargetProps {
  readonly target: Target;
  readonly onChange: (target: Target) => void;
  readonly problem: ApiProblem | null;
}

/** What a price is for, in the order in which a price is looked up. Categories only where providers know them. */
export function PriceTarget({ target, onChange, problem }: PriceTargetProps) {
  const t = useT();
  const words = t.manage.prices;
  const operatorName = useOperatorName();
  const channels = useChannels().data ?? [];
  const types = useChannelTypes().data ?? [];
  const own = channels.filter(({ type }) => types.find((one) => one.type === type)?.medium === target.medium);
  return (
    <>
      <Field label={words.medium} error={faultOf(problem, 'medium')}>
        <Select
          value={target.medium}
          onChange={(event) => onChange(onMedium(target, Medium.parse(event.target.value)))}
          options={MEDIA.map((value) => ({ value, label: t.media[value] }))}
        />
      </Field>
      <Field label={words.channel} error={faultOf(problem, 'channel')}>
        <Select
          value={target.channel}
          onChange={(event) => onChange({ ...target, channel: event.target.value })}
          options={[
            { value: '', label: words.allChannels },
            ...own.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Field>
      <Field label={words.operator} error={faultOf(problem, 'operator')}>
        <Select
          value={target.operator}
          onChange={(event) => onChange({ ...target, operator: event.target.value })}
          options={PRICE_OPERATORS.map((value) => ({ value, label: operatorName(value) }))}
        />
      </Field>
      {target.medium === 'whatsapp' && (
        <CategoryFields target={target} onChange={onChange} problem={problem} />
      )}
      <Field label={words.class} error={faultOf(problem, 'class')}>
        <Select
          value={target.class}
          onChange={(event) => onChange({ ...target, class: PriceClass.parse(event.target.value) })}
          options={PRICE_CLASSES.toReversed().map((value) => ({
            value,
            label: value === '*' ? words.allClasses : t.messageClass[value],
          }))}
        />
      </Field>
    </>
  );
}

/** Another medium has other channels, and operators or categories of its own. */
const onMedium = (target: Target, medium: Medium): Target => ({
  ...target,
  medium,
  channel: '',
  category: '*',
  inWindow: false,
  operator: medium === 'whatsapp' ? '*' : target.operator,
});

function CategoryFields({ target, onChange, problem }: PriceTargetProps) {
  const words = useT().manage.prices;
  return (
    <>
      <Field label={words.category} error={faultOf(problem, 'category')}>
        <Select
          value={target.category}
          onChange={(event) => onChange({ ...target, category: PriceCategory.parse(event.target.value) })}
          options={PRICE_CATEGORIES.toReversed().map((value) => ({
            value,
            label: value === '*' ? words.allCategories : words.categories[value],
          }))}
        />
      </Field>
      <Field label={words.window} error={faultOf(problem, 'inWindow')}>
        <Select
          value={String(target.inWindow)}
          onChange={(event) => onChange({ ...target, inWindow: event.target.value === 'true' })}
          options={[
            { value: 'false', label: words.anyTime },
            { value: 'true', label: words.inWindow },
          ]}
        />
      </Field>
    </>
  );
}
