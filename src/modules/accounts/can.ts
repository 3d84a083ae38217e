/** The one question about rights, for HTTP, sockets, jobs, exports and bot tools. Denies what it does not know. */
import type { Actor } from './actor.ts';
import type { Permission, Role } from './contract.ts';
import { permissionsOf } from './permissions.ts';

/** `self`: any signed-in person, for what is their own. `public`: anybody. */
export type Action = Permission | 'self' | 'public';

/** What the action is about, as far as rights depend on it. */
export interface Resource {
  /** UUID of the workspace it belongs to. */
  readonly workspaceId: string;
}

export function can(actor: Actor, action: Action, resource?: Resource): boolean {
  if (action === 'public') return true;
  if (action === 'self') return actor.kind === 'member' || actor.kind === 'user';
  if (actor.kind === 'user') return false;
  if (resource !== undefined && resource.workspaceId !== actor.workspaceId) return false;
  switch (actor.kind) {
    case 'member':
      return permissionsOf(actor.role).has(action);
    case 'key':
      return actor.scopes.has(action);
    case 'system':
      return true;
    default:
      return false;
  }
}

/**
 * Whether the actor may give a role to somebody, or touch somebody who has it:
 * nobody hands out a permission they lack, and only owners make or unmake owners.
 */
export function canGrantRole(actor: Actor, role: Role): boolean {
  if (role === 'owner') return actor.kind === 'system' || (actor.kind === 'member' && actor.role === 'owner');
  return [...permissionsOf(role)].every((permission) => can(actor, permission));
}

/** The scopes among `wanted` that the actor cannot give to a key, because it lacks them itself. */
export const scopesLacking = (actor: Actor, wanted: readonly Permission[]): Permission[] =>
  wanted.filter((scope) => !can(actor, scope));
