import { requestErrors } from '../../platform/http-server/errors.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, can, type Permission } from '../accounts/index.ts';
import type { FilePurpose } from './contract.ts';

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

interface PurposeRules {
  readonly maxBytes: number;
  /** Undefined: until it is deleted. */
  readonly keptMs?: number;
  readonly read: Permission;
  readonly write: Permission;
}

/** Besides `files:read` and `files:write`, whoever handles a file may do what it is for. */
export const PURPOSES: Readonly<Record<FilePurpose, PurposeRules>> = {
  media: { maxBytes: 100 * MIB, read: 'messages:read', write: 'messages:send' },
  // A table of contacts shows their numbers.
  import: { maxBytes: 50 * MIB, keptMs: 7 * DAY_MS, read: 'contacts:import', write: 'contacts:import' },
  document: { maxBytes: 20 * MIB, read: 'senders:read', write: 'senders:write' },
};

/** Throws `request.forbidden` naming the permission that is missing. */
export function requirePurpose(actor: Actor, purpose: FilePurpose, way: 'read' | 'write'): void {
  const permission = PURPOSES[purpose][way];
  if (!can(actor, permission)) {
    throw new Problem(requestErrors.forbidden, { detail: `This needs the permission \`${permission}\`.` });
  }
}
