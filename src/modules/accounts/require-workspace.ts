import { Problem } from '../../platform/problem.ts';
import type { Actor } from './actor.ts';
import { accountsErrors } from './errors.ts';

/** UUID of the workspace the actor acts in; throws `accounts.no_workspace` for somebody who acts in none. */
export function requireWorkspace(actor: Actor): string {
  if (actor.kind === 'user') throw new Problem(accountsErrors.no_workspace);
  return actor.workspaceId;
}
