import { z } from 'zod';
import type { ChannelType, SettingsField } from '../../contracts/routing.ts';

type Value = string | number | boolean;

/** What stands in the form: texts as typed, switches as they are. A secret that isn't there is left alone. */
export type Draft = Readonly<Record<string, string | boolean>>;

export interface FieldGroup {
  readonly name: SettingsField['group'];
  readonly fields: readonly SettingsField[];
}

const ORDER: readonly SettingsField['group'][] = [
  'connection',
  'credentials',
  'encoding',
  'receipts',
  'pace',
  'advanced',
];

/** The fields in the order people fill them in; groups without fields are left out. */
export function groupFields(fields: readonly SettingsField[]): FieldGroup[] {
  return ORDER.map((name) => ({ name, fields: fields.filter(({ group }) => group === name) })).filter(
    (group) => group.fields.length > 0,
  );
}

/** The form as it opens: stored values, else defaults. Secrets always open empty. */
export function draftOf(fields: readonly SettingsField[], settings: Readonly<Record<string, Value>>): Draft {
  const entries = fields
    .filter(({ secret }) => !secret)
    .map((field) => [field.name, shown(field, settings[field.name] ?? field.default)] as const);
  return Object.fromEntries(entries);
}

function shown(field: SettingsField, value: Value | undefined): string | boolean {
  if (field.input === 'switch') return value === true;
  if (value === undefined) return field.input === 'select' ? (field.options?.[0]?.value ?? '') : '';
  return String(value);
}

type Condition = NonNullable<SettingsField['shownWhen']>;

/** The fields that the rest of the form asks for: a field whose condition hangs on a hidden one is hidden too. */
export function shownFields(fields: readonly SettingsField[], draft: Draft): readonly SettingsField[] {
  return fields.filter((field) => isShown(field, fields, draft, fields.length));
}

function isShown(
  { shownWhen }: SettingsField,
  fields: readonly SettingsField[],
  draft: Draft,
  depth: number,
): boolean {
  if (shownWhen === undefined) return true;
  if (depth === 0 || !holds(shownWhen, draft)) return false;
  const other = fields.find(({ name }) => name === shownWhen.field);
  return other === undefined || isShown(other, fields, draft, depth - 1);
}

const holds = ({ field, is }: Condition, draft: Draft): boolean => is.includes(String(draft[field] ?? ''));

export const isRequired = ({ required, requiredWhen }: SettingsField, draft: Draft): boolean =>
  required || (requiredWhen !== undefined && holds(requiredWhen, draft));

export type FieldFault = 'required' | 'number';

export interface ReadDraft {
  readonly settings: Record<string, Value>;
  readonly faults: ReadonlyMap<string, FieldFault>;
}

/** What the server gets. `secretsSet`: secrets that may stay empty because one is stored. */
export function readDraft(
  fields: readonly SettingsField[],
  draft: Draft,
  secretsSet: readonly string[] = [],
): ReadDraft {
  const settings: Record<string, Value> = {};
  const faults = new Map<string, FieldFault>();
  for (const field of shownFields(fields, draft)) {
    const value = draft[field.name];
    if (typeof value === 'boolean') {
      settings[field.name] = value;
      continue;
    }
    const text = field.secret ? (value ?? '') : (value ?? '').trim();
    if (text === '') {
      const kept = field.secret && secretsSet.includes(field.name);
      if (isRequired(field, draft) && !kept) faults.set(field.name, 'required');
      // Emptied on purpose: where empty is the default, the stored text goes.
      else if (!field.secret && field.default === '') settings[field.name] = '';
      continue;
    }
    if (field.input !== 'number') settings[field.name] = text;
    else if (Number.isFinite(Number(text))) settings[field.name] = Number(text);
    else faults.set(field.name, 'number');
  }
  return { settings, faults };
}

const Limits = z.object({
  minimum: z.number().optional().catch(undefined),
  maximum: z.number().optional().catch(undefined),
  maxLength: z.number().optional().catch(undefined),
});
const Properties = z.object({ properties: z.record(z.string(), z.unknown()) });

/** Bounds the type's JSON Schema states for a field, as attributes of its input. */
export function limitsOf(
  type: Pick<ChannelType, 'schema'>,
  name: string,
): { min?: number; max?: number; maxLength?: number } {
  const properties = Properties.safeParse(type.schema);
  const limits = Limits.safeParse(properties.data?.properties[name]);
  if (!limits.success) return {};
  const { minimum, maximum, maxLength } = limits.data;
  return {
    ...(minimum === undefined ? {} : { min: minimum }),
    ...(maximum === undefined ? {} : { max: maximum }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}
