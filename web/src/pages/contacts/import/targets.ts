import type { ColumnTarget, Field } from '../../../contracts/contacts.ts';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import type { Option } from '../../../ui/form/Select.tsx';

const PLAIN = ['skip', 'name', 'phone', 'email', 'tags'] as const;
const NEW = ['text', 'number', 'date', 'boolean'] as const;

/** A target as the value of a list: `phone`, `field:kota`, `new:text`. */
export function valueOf(target: ColumnTarget): string {
  if (target.to === 'field') return `field:${target.key}`;
  return target.to === 'new_field' ? `new:${target.type}` : target.to;
}

/** The way back; a new field is called as its column is. */
export function targetOf(value: string, column: string): ColumnTarget {
  const plain = PLAIN.find((one) => one === value);
  if (plain !== undefined) return { to: plain };
  if (value.startsWith('field:')) return { to: 'field', key: value.slice('field:'.length) };
  const type = NEW.find((one) => value === `new:${one}`);
  return type === undefined ? { to: 'skip' } : { to: 'new_field', label: column.slice(0, 60), type };
}

export function optionsOf(
  words: Dictionary['contactTransfer']['mapping'],
  fields: readonly Field[],
  locale: 'id' | 'en',
): Option[] {
  return [
    ...PLAIN.map((one) => ({ value: one, label: words.targets[one] })),
    ...fields.map(({ key, label }) => ({
      value: `field:${key}`,
      label: words.field(locale === 'en' ? (label.en ?? label.id) : label.id),
    })),
    ...NEW.map((one) => ({ value: `new:${one}`, label: words.newField(words.types[one]) })),
  ];
}

export const hasAddress = (mapping: readonly ColumnTarget[]): boolean =>
  mapping.some(({ to }) => to === 'phone' || to === 'email');
