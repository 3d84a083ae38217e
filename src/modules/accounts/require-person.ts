import { requestErrors } from '../../platform/http-server/errors.ts';
import { Problem } from '../../platform/problem.ts';
import type { Actor } from './actor.ts';

export type PersonActor = Extract<Actor, { kind: 'member' | 'user' }>;

/** Somebody with a session; `self` lets nobody else through, and this makes it certain. */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind === 'member' || actor.kind === 'user') return actor;
  throw new Problem(requestErrors.forbidden, { detail: 'Only a person who is signed in can do this.' });
}
