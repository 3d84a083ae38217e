/** What each role may do. The whole matrix stands here and is snapshot-tested; nothing else grants anything. */
import { PERMISSIONS, type Permission, type Role } from './contract.ts';

const AGENT: readonly Permission[] = [
  'messages:send',
  'messages:read',
  'messages:cancel',
  'channels:read',
  'senders:read',
  'templates:read',
  'members:read',
  'workspace:read',
  'files:read',
  'files:write',
  'contacts:read',
  'contacts:write',
  'contacts:numbers',
  'contacts:reveal',
  'optouts:read',
  'optouts:write',
];

/**
 * - `analyst` reads settings, prices and statements, not messages: numbers need no texts.
 * - `developer` connects systems: keys, test messages and redrives, but neither channel
 *   credentials nor people.
 * - `dpo` (data protection officer, UU PDP articles 53-54) reads registers and the audit
 *   trail, and never message bodies.
 *
 * `contacts:numbers` shows whole phone numbers and addresses everywhere; without it they are masked by the API
 * itself, and `contacts:reveal` opens one at a time, with a reason that stands in the audit trail.
 */
const MATRIX: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  supervisor: [
    ...AGENT,
    'messages:redrive',
    'contacts:manage',
    'contacts:delete',
    'contacts:import',
    'contacts:export',
    'channels:test',
    'templates:write',
    'prices:read',
    'billing:read',
    'phone:use',
    'verify:read',
  ],
  agent: AGENT,
  analyst: [
    'channels:read',
    'senders:read',
    'templates:read',
    'members:read',
    'workspace:read',
    'prices:read',
    'billing:read',
    'contacts:read',
    'optouts:read',
    'verify:read',
  ],
  developer: [
    'messages:send',
    'messages:read',
    'messages:cancel',
    'messages:redrive',
    'messages:erase',
    'channels:read',
    'channels:test',
    'senders:read',
    'templates:read',
    'templates:write',
    'keys:read',
    'keys:write',
    'workspace:read',
    'files:read',
    'files:write',
    'prices:read',
    'billing:read',
    'contacts:read',
    'contacts:write',
    'contacts:manage',
    'contacts:reveal',
    'optouts:read',
    'phone:use',
    'webhooks:read',
    'webhooks:manage',
    'verify:send',
    'verify:check',
    'verify:read',
  ],
  dpo: [
    'channels:read',
    'senders:read',
    'templates:read',
    'keys:read',
    'members:read',
    'workspace:read',
    'contacts:read',
    'contacts:delete',
    'contacts:reveal',
    'contacts:export',
    'optouts:read',
    'optouts:write',
    'audit:read',
  ],
};

const SETS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(MATRIX.owner),
  admin: new Set(MATRIX.admin),
  supervisor: new Set(MATRIX.supervisor),
  agent: new Set(MATRIX.agent),
  analyst: new Set(MATRIX.analyst),
  developer: new Set(MATRIX.developer),
  dpo: new Set(MATRIX.dpo),
};

export const permissionsOf = (role: Role): ReadonlySet<Permission> => SETS[role];

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS);

export const isPermission = (name: string): name is Permission => KNOWN.has(name);
