import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstUnreachable, unprivilegedAccount } from './choose-account.ts';
import { locateBinaries } from './locate-binaries.ts';

describe('unprivilegedAccount', () => {
  const nobody = 'nobody:x:65534:65533:nobody:/:/usr/sbin/nologin';
  test.each([
    ['prefers postgres', `${nobody}\npostgres:x:101:104::/:/bin/bash\n`, { uid: 101, gid: 104 }],
    ['takes nobody', `root:x:0:0::/root:/bin/sh\n${nobody}\n`, { uid: 65534, gid: 65533 }],
    ['never takes an account with the rights of root', 'postgres:x:0:0::/:/bin/sh\n', undefined],
    ['finds none', 'root:x:0:0::/root:/bin/sh\n', undefined],
  ])('%s', (_, passwd, account) => {
    expect(unprivilegedAccount(passwd)).toEqual(account);
  });
});

describe('firstUnreachable', () => {
  const base = mkdtempSync(join(tmpdir(), 'titian-reach-'));
  chmodSync(base, 0o755);
  mkdirSync(join(base, 'closed', 'inner'), { recursive: true });
  chmodSync(join(base, 'closed'), 0o700);
  writeFileSync(join(base, 'program'), '');
  chmodSync(join(base, 'program'), 0o755);
  const stranger = { uid: 54_321, gid: 54_321 };

  test('names the directory that is closed', () => {
    expect(firstUnreachable(join(base, 'closed', 'inner'), stranger)).toBe(join(base, 'closed'));
  });
  test('passes open ones, and a path that is yet to be made', () => {
    expect(firstUnreachable(join(base, 'program'), stranger)).toBeUndefined();
    expect(firstUnreachable(join(base, 'later', 'still'), stranger)).toBeUndefined();
  });
});

test.each([
  ['win32', 'x64', /Windows.*DATABASE_URL/],
  ['sunos', 'sparc', /No bundled PostgreSQL for sunos-sparc.*DATABASE_URL/],
])('%s-%s gets a message with the way out', (platform, arch, message) => {
  expect(() => locateBinaries(platform, arch)).toThrow(message);
});
