import type { ContactChange } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import { maskIdentity, maskValue } from '../mask.ts';
import { readChangeData } from '../own/state.ts';
import type { ChangeRow } from '../queries/changes.ts';
import { nameView } from './contact-view.ts';

const UNDOABLE: ReadonlySet<string> = new Set(['merged', 'split']);

export function changeView(
  deps: Pick<ContactsCore, 'publicIds'>,
  row: ChangeRow,
  masked: boolean,
): ContactChange {
  const { publicIds } = deps;
  const { others, identities, edits } = readChangeData(row.data);
  const undone = row.undone_by !== null;
  return {
    id: publicIds.encode('chg', BigInt(row.id)),
    kind: row.kind,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id },
    contact: publicIds.encode('con', BigInt(row.contact_id)),
    others: others.map(({ id, name }) => ({
      id: publicIds.encode('con', BigInt(id)),
      name: nameView(name, masked),
    })),
    identities: identities.map(({ id, kind, address }) => ({
      id: publicIds.encode('idn', BigInt(id)),
      kind,
      address: masked ? maskIdentity(kind, address) : address,
    })),
    edits: masked
      ? edits.map(({ what, before, after }) => ({
          what,
          before: maskValue(before),
          after: maskValue(after),
        }))
      : edits,
    // Nothing is left to go back to once the contact was erased.
    undoable: UNDOABLE.has(row.kind) && !undone && others.length > 0,
    undone,
  };
}
