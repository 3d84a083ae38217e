import { expect, test } from 'vitest';
import { checkDeadCode } from './dead-code.ts';
import { withProject } from './temporary-project.ts';

const deadIn = (files: Readonly<Record<string, string>>): Promise<string[]> =>
  withProject(files, (root) => checkDeadCode(root).map(({ what }) => /uses (\w+)/.exec(what)?.[1] ?? what));

const USER = { 'src/apps/all.ts': "import { f } from '../lib/a.ts';\nf();\n" };

test.each([
  ['a function', 'export function g() {}'],
  ['a constant', 'export const g = 1;'],
  ['a type', 'export type g = 1;'],
  ['an interface', 'export interface g { a: 1 }'],
  ['a function that only calls itself', 'export function g() { return g; }'],
  ['a shape with the type of the same name', 'export const g = 1;\nexport type g = typeof g;'],
])('finds %s that nothing uses', async (_what, text) => {
  const dead = await deadIn({ ...USER, 'src/lib/a.ts': `export const f = () => 1;\n${text}\n` });
  expect([...new Set(dead)]).toEqual(['g']);
});

test('a test is no user, and neither is a door', async () => {
  const files = {
    'src/modules/a/g.ts': 'export const g = 1;\n',
    'src/modules/a/index.ts': "export { g } from './g.ts';\n",
    'src/modules/a/g.test.ts': "import { g } from './g.ts';\ng;\n",
  };
  expect(await deadIn(files)).toEqual(['g']);
});

test('accepts what its own file or another one uses', async () => {
  const own = 'export const f = () => h;\nexport const h = 1;\n';
  expect(await deadIn({ ...USER, 'src/lib/a.ts': own })).toEqual([]);
  const later = "lazy(() => import('./page.tsx'), 'Page');\n";
  expect(
    await deadIn({ 'web/src/main.ts': later, 'web/src/page.tsx': 'export const Page = () => null;\n' }),
  ).toEqual([]);
});

test('fails when there is nothing to look at', async () => {
  expect(await deadIn({ 'README.md': '' })).toHaveLength(1);
});
