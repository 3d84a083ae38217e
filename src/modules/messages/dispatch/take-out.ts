import type { Transaction } from '../../../platform/db.ts';
import { takeOutOfHandOff } from '../queries/outbox.ts';
import type { Outgoing } from './hand-off.ts';

/** Messages that leave memory without being done with get the rows in the outbox that those of a hand-off do not have. */
export function takeOut(
  tx: Transaction,
  messages: readonly Pick<Outgoing, 'workspaceId' | 'id' | 'handedOff'>[],
): void {
  const handed = messages.flatMap(({ workspaceId, id, handedOff }) =>
    handedOff === null ? [] : [{ workspaceId, id, handOff: handedOff.id }],
  );
  if (handed.length === 0) return;
  tx.send(takeOutOfHandOff, [
    handed.map(({ workspaceId }) => workspaceId),
    handed.map(({ id }) => id.toString()),
    handed.map(({ handOff }) => handOff.toString()),
  ]);
}
