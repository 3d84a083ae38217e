import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { type Action, can, canGrantRole, scopesLacking } from './can.ts';
import { PERMISSIONS, ROLES, type Permission, type Role } from './contract.ts';

const WORKSPACE = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

const member = (role: Role): Actor => ({
  kind: 'member',
  workspaceId: WORKSPACE,
  memberId: WORKSPACE,
  userId: WORKSPACE,
  sessionId: WORKSPACE,
  role,
});
const key = (...scopes: Permission[]): Actor => ({
  kind: 'key',
  workspaceId: WORKSPACE,
  keyId: WORKSPACE,
  mode: 'live',
  scopes: new Set(scopes),
});
const user: Actor = { kind: 'user', userId: WORKSPACE, sessionId: WORKSPACE };

describe('can', () => {
  it('grants each role exactly this', () => {
    const width = Math.max(...PERMISSIONS.map((permission) => permission.length));
    const rows = PERMISSIONS.map((permission) =>
      [
        permission.padEnd(width),
        ...ROLES.map((role) => (can(member(role), permission) ? 'x' : '.').padEnd(role.length)),
      ].join(' '),
    );
    expect(
      [`${' '.repeat(width)} ${ROLES.join(' ')}`, ...rows].map((row) => row.trimEnd()).join('\n'),
    ).toMatchInlineSnapshot(`
      "                 owner admin supervisor agent analyst developer dpo
      messages:send    x     x     x          x     .       x         .
      messages:read    x     x     x          x     .       x         .
      messages:cancel  x     x     x          x     .       x         .
      messages:redrive x     x     x          .     .       x         .
      messages:erase   x     x     .          .     .       x         .
      channels:read    x     x     x          x     x       x         x
      channels:write   x     x     .          .     .       .         .
      channels:test    x     x     x          .     .       x         .
      senders:read     x     x     x          x     x       x         x
      senders:write    x     x     .          .     .       .         .
      templates:read   x     x     x          x     x       x         x
      templates:write  x     x     x          .     .       x         .
      keys:read        x     x     .          .     .       x         x
      keys:write       x     x     .          .     .       x         .
      members:read     x     x     x          x     x       .         x
      members:write    x     x     .          .     .       .         .
      workspace:read   x     x     x          x     x       x         x
      workspace:write  x     x     .          .     .       .         .
      prices:read      x     x     x          .     x       x         .
      prices:write     x     x     .          .     .       .         .
      billing:read     x     x     x          .     x       x         .
      billing:manage   x     x     .          .     .       .         .
      contacts:read    x     x     x          x     x       x         x
      contacts:write   x     x     x          x     .       x         .
      contacts:manage  x     x     x          .     .       x         .
      contacts:delete  x     x     x          .     .       .         x
      contacts:numbers x     x     x          x     .       .         .
      contacts:reveal  x     x     x          x     .       x         x
      contacts:import  x     x     x          .     .       .         .
      contacts:export  x     x     x          .     .       .         x
      files:read       x     x     x          x     .       x         .
      files:write      x     x     x          x     .       x         .
      optouts:read     x     x     x          x     x       x         x
      optouts:write    x     x     x          x     .       .         x
      audit:read       x     x     .          .     .       .         x
      phone:use        x     x     x          .     .       x         .
      webhooks:read    x     x     .          .     .       x         .
      webhooks:manage  x     x     .          .     .       x         .
      verify:send      x     x     .          .     .       x         .
      verify:check     x     x     .          .     .       x         .
      verify:read      x     x     x          .     x       x         .
      verify:manage    x     x     .          .     .       .         ."
    `);
  });

  it('lets a data protection officer see the audit trail and no message', () => {
    expect(can(member('dpo'), 'audit:read')).toBe(true);
    expect(can(member('dpo'), 'messages:read')).toBe(false);
  });

  it('gives a key its scopes and nothing of its own', () => {
    expect(can(key('messages:send'), 'messages:send')).toBe(true);
    expect(can(key('messages:send'), 'messages:read')).toBe(false);
    expect(can(key(...PERMISSIONS), 'self')).toBe(false);
  });

  it('gives somebody without a workspace only themselves', () => {
    expect(can(user, 'self')).toBe(true);
    expect(can(user, 'public')).toBe(true);
    for (const permission of PERMISSIONS) expect(can(user, permission)).toBe(false);
  });

  it('denies what belongs to another workspace, to everybody', () => {
    const system: Actor = { kind: 'system', workspaceId: WORKSPACE, name: 'seed' };
    for (const actor of [member('owner'), key(...PERMISSIONS), system]) {
      for (const permission of PERMISSIONS) {
        expect(can(actor, permission, { workspaceId: WORKSPACE })).toBe(true);
        expect(can(actor, permission, { workspaceId: OTHER })).toBe(false);
      }
    }
  });

  it('denies what it does not know', () => {
    const unknown = 'everything:do' as Action;
    for (const role of ROLES) expect(can(member(role), unknown)).toBe(false);
  });
});

describe('roles and scopes that may be handed on', () => {
  it.each([
    ['owner', 'owner', true],
    ['owner', 'admin', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['admin', 'dpo', true],
    ['supervisor', 'agent', true],
    ['supervisor', 'admin', false],
    ['developer', 'dpo', false],
  ] as const)('%s giving %s: %s', (own, given, allowed) => {
    expect(canGrantRole(member(own), given)).toBe(allowed);
  });

  it('never lets a key make an owner', () => {
    expect(canGrantRole(key(...PERMISSIONS), 'owner')).toBe(false);
    expect(canGrantRole(key('members:write'), 'agent')).toBe(false);
  });

  it('names the scopes that the maker lacks', () => {
    expect(scopesLacking(member('developer'), ['messages:send', 'members:write', 'audit:read'])).toEqual([
      'members:write',
      'audit:read',
    ]);
  });
});
