import { describe, expect, it } from 'vitest';
import type { SettingsField } from '../../contracts/routing.ts';
import { draftOf, groupFields, isRequired, limitsOf, readDraft, shownFields } from './settings-draft.ts';

const words = { id: 'x', en: 'x' };
const field = (name: string, more: Partial<SettingsField> = {}): SettingsField => ({
  name,
  label: words,
  input: 'text',
  group: 'connection',
  secret: false,
  required: false,
  ...more,
});

const FIELDS: readonly SettingsField[] = [
  field('pace', { input: 'number', group: 'pace', default: 50 }),
  field('host', { required: true }),
  field('tls', { input: 'switch', default: true }),
  field('mode', {
    input: 'select',
    options: [
      { value: 'a', label: words },
      { value: 'b', label: words },
    ],
  }),
  field('password', { input: 'password', group: 'credentials', secret: true, required: true }),
];

describe('groupFields', () => {
  it('orders groups as people fill them in and leaves out empty ones', () => {
    expect(groupFields(FIELDS).map(({ name }) => name)).toEqual(['connection', 'credentials', 'pace']);
    expect(groupFields(FIELDS).flatMap(({ fields }) => fields)).toHaveLength(FIELDS.length);
  });
});

describe('draftOf', () => {
  it('opens with stored values, then defaults, then the first option', () => {
    expect(draftOf(FIELDS, { host: 'smsc.example', tls: false })).toEqual({
      pace: '50',
      host: 'smsc.example',
      tls: false,
      mode: 'a',
    });
  });

  it('never puts a secret into the form', () => {
    expect(draftOf(FIELDS, { password: 'rahasia' })).not.toHaveProperty('password');
  });
});

describe('readDraft', () => {
  it('turns numbers into numbers and trims texts but not secrets', () => {
    const { settings, faults } = readDraft(FIELDS, {
      ...draftOf(FIELDS, {}),
      host: ' smsc.example ',
      pace: '12',
      password: ' pass ',
    });
    expect(faults.size).toBe(0);
    expect(settings).toEqual({ host: 'smsc.example', pace: 12, tls: true, mode: 'a', password: ' pass ' });
  });

  it('names what is missing or no number', () => {
    const { faults } = readDraft(FIELDS, { ...draftOf(FIELDS, {}), pace: 'cepat' });
    expect([...faults]).toEqual([
      ['pace', 'number'],
      ['host', 'required'],
      ['password', 'required'],
    ]);
  });

  it('leaves a stored secret alone when none is typed', () => {
    const { settings, faults } = readDraft(FIELDS, { ...draftOf(FIELDS, { host: 'h' }) }, ['password']);
    expect(faults.size).toBe(0);
    expect(settings).not.toHaveProperty('password');
  });
});

describe('fields that hang on others', () => {
  const choice = field('kind', {
    input: 'select',
    options: ['easy', 'own'].map((value) => ({ value, label: words })),
  });
  const chain: readonly SettingsField[] = [
    choice,
    field('key', { requiredWhen: { field: 'kind', is: ['easy'] }, default: '' }),
    field('sign', { shownWhen: { field: 'kind', is: ['own'] }, default: 'no' }),
    field('header', {
      shownWhen: { field: 'sign', is: ['yes'] },
      requiredWhen: { field: 'sign', is: ['yes'] },
    }),
  ];
  const namesIn = (draft: Record<string, string>): string[] =>
    shownFields(chain, draft).map(({ name }) => name);

  it('are drawn with what they hang on, and not without', () => {
    expect(namesIn({ kind: 'easy', sign: 'yes' })).toEqual(['kind', 'key']);
    expect(namesIn({ kind: 'own', sign: 'no' })).toEqual(['kind', 'key', 'sign']);
    expect(namesIn({ kind: 'own', sign: 'yes' })).toEqual(['kind', 'key', 'sign', 'header']);
  });

  it('are asked for only while they are drawn', () => {
    expect([...readDraft(chain, { kind: 'easy', sign: 'yes' }).faults.keys()]).toEqual(['key']);
    expect([...readDraft(chain, { kind: 'own', sign: 'yes' }).faults.keys()]).toEqual(['header']);
    expect(readDraft(chain, { kind: 'easy', key: 'k', sign: 'yes' }).settings).toEqual({
      kind: 'easy',
      key: 'k',
    });
    expect(isRequired(field('always', { required: true }), {})).toBe(true);
  });

  it('can be emptied again where empty is the default', () => {
    expect(readDraft(chain, { kind: 'own', key: ' ', sign: 'no' }).settings).toHaveProperty('key', '');
  });

  it('that hang on each other are not drawn, and end the search', () => {
    const circle = [
      field('a', { shownWhen: { field: 'b', is: ['1'] } }),
      field('b', { shownWhen: { field: 'a', is: ['1'] } }),
    ];
    expect(shownFields(circle, { a: '1', b: '1' })).toEqual([]);
  });
});

describe('limitsOf', () => {
  const schema = {
    type: 'object',
    properties: { port: { minimum: 1, maximum: 65_535 }, host: { maxLength: 255 } },
  };
  it('reads bounds from the JSON Schema and survives their absence', () => {
    expect(limitsOf({ schema }, 'port')).toEqual({ min: 1, max: 65_535 });
    expect(limitsOf({ schema }, 'host')).toEqual({ maxLength: 255 });
    expect(limitsOf({ schema }, 'other')).toEqual({});
    expect(limitsOf({ schema: {} }, 'port')).toEqual({});
  });
});
