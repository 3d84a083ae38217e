/** One row of a file as a contact, or what is wrong with it. */
import { storableText } from '../../../../lib/storable-text.ts';
import {
  type FieldType,
  type FieldValue,
  type FieldValues,
  type IMPORT_FAULTS,
  type IdentityKind,
  MAX_NAME_LENGTH,
} from '../../contract.ts';
import { canonicalIdentity } from '../../identity-address.ts';
import type { SheetRow } from '../table/table.ts';
import { readPhone } from './read-phone.ts';
import { readValue } from './read-value.ts';

export type FaultCode = (typeof IMPORT_FAULTS)[number];

/** A column and where it goes; new fields are fields by now. */
export type Target =
  | { readonly to: 'skip' | 'name' | 'phone' | 'email' | 'tags' }
  | {
      readonly to: 'field';
      readonly key: string;
      readonly type: FieldType;
      readonly options: readonly string[];
    };

export interface Address {
  readonly kind: IdentityKind;
  readonly address: string;
}

export interface Candidate {
  readonly row: number;
  readonly name: string | null;
  readonly addresses: readonly Address[];
  /** Names */
  readonly tags: readonly string[];
  readonly fields: FieldValues;
}

export interface RowFault {
  readonly row: number;
  readonly column: number | null;
  readonly code: FaultCode;
  readonly value: string;
}

export type ReadRow =
  | { readonly ok: true; readonly candidate: Candidate }
  | { readonly ok: false; readonly fault: RowFault };

const MAX_TAG = 40;
const MAX_FAULT_VALUE = 100;

interface Draft {
  readonly names: string[];
  readonly addresses: Map<string, Address>;
  readonly tags: Set<string>;
  readonly fields: Record<string, FieldValue>;
}

/** Empty cells say nothing; a cell that cannot be read refuses its row, so that it can be mended and imported again. */
export function readRow({ row, cells }: SheetRow, targets: readonly Target[]): ReadRow {
  const faultOf = (code: FaultCode, column: number | null, value: string): ReadRow => ({
    ok: false,
    fault: { row, column, code, value: [...storableText(value)].slice(0, MAX_FAULT_VALUE).join('') },
  });
  const draft: Draft = { names: [], addresses: new Map(), tags: new Set(), fields: {} };
  for (const [column, raw] of cells.entries()) {
    const cell = storableText(raw).trim();
    if (cell === '') continue;
    const target = targets[column];
    // More cells than names: a separator that was not quoted has moved everything.
    if (target === undefined) return faultOf('too_many_cells', null, cell);
    const code = takeCell(draft, target, cell);
    if (code !== undefined) return faultOf(code, column, cell);
  }
  const name = draft.names.join(' ').replace(/\s+/g, ' ');
  if (name.length > MAX_NAME_LENGTH) return faultOf('name_too_long', null, name);
  if (draft.addresses.size === 0) return faultOf('no_address', null, name);
  const addresses = [...draft.addresses.values()];
  const candidate = { row, name: name || null, addresses, tags: [...draft.tags], fields: draft.fields };
  return { ok: true, candidate };
}

/** Puts a cell where it belongs; what is wrong with it otherwise. */
function takeCell(draft: Draft, target: Target, cell: string): FaultCode | undefined {
  switch (target.to) {
    case 'skip':
      return undefined;
    case 'name':
      draft.names.push(cell);
      return undefined;
    case 'phone': {
      const phone = readPhone(cell);
      if (!phone.ok) return phone.code;
      draft.addresses.set(`phone ${phone.e164}`, { kind: 'phone', address: phone.e164 });
      return undefined;
    }
    case 'email': {
      const address = canonicalIdentity('email', cell.replace(/^mailto:/i, ''));
      if (address === undefined) return 'email_invalid';
      draft.addresses.set(`email ${address}`, { kind: 'email', address });
      return undefined;
    }
    case 'tags': {
      const names = cell
        .split(/[,;|]/)
        .map((one) => one.trim())
        .filter(Boolean);
      if (names.some((one) => one.length > MAX_TAG)) return 'tag_too_long';
      for (const one of names) draft.tags.add(one);
      return undefined;
    }
    case 'field': {
      const value = readValue(cell, target.type, target.options);
      if (!value.ok) return value.code;
      draft.fields[target.key] = value.value;
      return undefined;
    }
  }
}
