/** What rows of a file do to contacts: decided in memory, written in a few statements. */
import { type FieldValue, type FieldValues, type ImportOptions, MAX_IDENTITIES } from '../../contract.ts';
import type { Address, Candidate, FaultCode, RowFault } from './read-row.ts';

/** A contact as the batch found it or makes it. */
export interface Known {
  readonly id: string;
  readonly name: string | null;
  readonly fields: FieldValues;
  /** UUIDs */
  readonly tags: readonly string[];
  readonly identities: readonly Address[];
}

export interface Planned {
  /** Undefined for a new contact. */
  readonly before: Known | undefined;
  readonly after: Known;
  /** Addresses that the contact gets. */
  readonly gained: readonly Address[];
}

export interface BatchPlan {
  readonly planned: readonly Planned[];
  readonly faults: readonly RowFault[];
  readonly counts: {
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly skipped: number;
  };
}

export interface BatchInput {
  readonly candidates: readonly Candidate[];
  /** Contacts that have one of the addresses, by `addressKey`. */
  readonly owners: ReadonlyMap<string, Known>;
  /** UUIDs of tags by name. */
  readonly tagIds: ReadonlyMap<string, string>;
  readonly options: Pick<ImportOptions, 'onExisting' | 'tag'>;
  readonly nextId: () => string;
}

export const addressKey = ({ kind, address }: Address): string => `${kind} ${address}`;

type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped';

/** Row by row, in order: a row that names a contact of an earlier row meets it as that row left it. */
export function planBatch(input: BatchInput): BatchPlan {
  const current = new Map(input.owners);
  const started = new Map<string, Known>();
  for (const known of input.owners.values()) started.set(known.id, known);
  const results = new Map<string, Known>();
  const faults: RowFault[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0 };
  for (const candidate of input.candidates) {
    const outcome = takeCandidate(input, candidate, current, results);
    if (outcome.ok) counts[outcome.outcome] += 1;
    else faults.push({ row: candidate.row, column: null, code: outcome.code, value: candidate.name ?? '' });
  }
  const planned = [...results.values()].map((after): Planned => {
    const before = started.get(after.id);
    const had = new Set((before?.identities ?? []).map(addressKey));
    return { before, after, gained: after.identities.filter((one) => !had.has(addressKey(one))) };
  });
  return { planned, faults, counts };
}

type Taken =
  | { readonly ok: true; readonly outcome: Outcome }
  | { readonly ok: false; readonly code: FaultCode };

function takeCandidate(
  { tagIds, options, nextId }: BatchInput,
  candidate: Candidate,
  current: Map<string, Known>,
  results: Map<string, Known>,
): Taken {
  const owners = new Map<string, Known>();
  for (const address of candidate.addresses) {
    const owner = current.get(addressKey(address));
    if (owner !== undefined) owners.set(owner.id, owner);
  }
  const [owner, other] = owners.values();
  if (other !== undefined) return { ok: false, code: 'addresses_of_two' };
  if (owner !== undefined && options.onExisting === 'skip') return { ok: true, outcome: 'skipped' };
  const wanted = options.tag === undefined ? candidate.tags : [...candidate.tags, options.tag];
  const tags = wanted.flatMap((name) => tagIds.get(name) ?? []);
  if (tags.length < wanted.length) return { ok: false, code: 'too_many_tags' };
  const after = merged(owner, candidate, tags, { ...options, nextId });
  if (after.identities.length > MAX_IDENTITIES) return { ok: false, code: 'too_many_identities' };
  if (owner !== undefined && same(owner, after)) return { ok: true, outcome: 'unchanged' };
  results.set(after.id, after);
  for (const address of after.identities) current.set(addressKey(address), after);
  return { ok: true, outcome: owner === undefined ? 'created' : 'updated' };
}

function merged(
  owner: Known | undefined,
  { name, fields, addresses }: Candidate,
  tags: readonly string[],
  { onExisting, nextId }: { readonly onExisting: ImportOptions['onExisting']; readonly nextId: () => string },
): Known {
  if (owner === undefined) {
    return { id: nextId(), name, fields, tags: [...new Set(tags)], identities: addresses };
  }
  const had = new Set(owner.identities.map(addressKey));
  const overwrite = onExisting === 'update';
  return {
    id: owner.id,
    name: overwrite ? (name ?? owner.name) : (owner.name ?? name),
    fields: overwrite ? { ...owner.fields, ...fields } : { ...fields, ...filled(owner.fields) },
    tags: [...new Set([...owner.tags, ...tags])],
    identities: [...owner.identities, ...addresses.filter((one) => !had.has(addressKey(one)))],
  };
}

/** An empty text is no value. */
const filled = (fields: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

function same(a: Known, b: Known): boolean {
  return (
    a.name === b.name &&
    a.tags.length === b.tags.length &&
    a.identities.length === b.identities.length &&
    sameFields(a.fields, b.fields)
  );
}

function sameFields(a: FieldValues, b: FieldValues): boolean {
  const keys = Object.keys(b);
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}

/** What an edit did, as the history shows it. */
export function editsOf(
  before: Known,
  after: Known,
): { what: string; before: FieldValue | null; after: FieldValue | null }[] {
  const edits = Object.entries(after.fields)
    .filter(([key, value]) => before.fields[key] !== value)
    .map(([key, value]) => ({ what: `fields.${key}`, before: before.fields[key] ?? null, after: value }));
  return before.name === after.name
    ? edits
    : [{ what: 'name', before: before.name, after: after.name }, ...edits];
}
