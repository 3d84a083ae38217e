import type { SettingCondition, SettingsField } from '../../channel.ts';

export type Words = SettingsField['label'];
type More = Partial<Pick<SettingsField, 'help' | 'options' | 'unit' | 'shownWhen' | 'requiredWhen'>>;

export const CUSTOM: SettingCondition = { field: 'preset', is: ['custom'] };

export const words = (id: string, en: string): Words => ({ id, en });

export const option = (value: string, id: string, en: string): { value: string; label: Words } => ({
  value,
  label: { id, en },
});

export function field(
  group: SettingsField['group'],
  name: string,
  input: SettingsField['input'],
  label: Words,
  more: More = {},
): SettingsField {
  return { group, name, input, label, ...more };
}

/** A field that only those who describe their own gateway see. */
export const own = (
  group: SettingsField['group'],
  name: string,
  input: SettingsField['input'],
  label: Words,
  more: More = {},
): SettingsField => field(group, name, input, label, { shownWhen: CUSTOM, ...more });
