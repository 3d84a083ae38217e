import { expect, test } from 'vitest';
import { checkAssertions } from './assertions.ts';
import { withProject } from './temporary-project.ts';

const CAST = 'export const a = JSON.parse("1") as number;\n';
const ALLOWED = { 'src/platform/a.ts': { count: 1, reason: 'a test' } };
const faultsOf = (
  files: Readonly<Record<string, string>>,
  allowed: Parameters<typeof checkAssertions>[1] = {},
): Promise<number> => withProject(files, (root) => checkAssertions(root, allowed).length);

test('refuses assertions in modules and in the console', async () => {
  expect(await faultsOf({ 'src/modules/a/b.ts': CAST, 'web/src/c.tsx': CAST })).toBe(2);
  expect(await faultsOf({ 'src/apps/a.ts': 'export const a = <number>JSON.parse("1");\n' })).toBe(1);
});

test('leaves alone lib, tests and as const', async () => {
  const files = {
    'src/lib/a.ts': CAST,
    'src/a.test.ts': CAST,
    'src/apps/b.ts': 'export const b = [1] as const;\n',
  };
  expect(await faultsOf(files)).toBe(0);
});

test('an exception counts exactly and must exist', async () => {
  expect(await faultsOf({ 'src/platform/a.ts': CAST }, ALLOWED)).toBe(0);
  expect(await faultsOf({ 'src/platform/a.ts': CAST + CAST.replace('a', 'b') }, ALLOWED)).toBe(1);
  expect(await faultsOf({ 'src/platform/a.ts': 'export {};\n' }, ALLOWED)).toBe(1);
  expect(await faultsOf({ 'src/platform/b.ts': 'export {};\n' }, ALLOWED)).toBe(1);
});
