import { expect, test } from 'vitest';
import { checkSize } from './size.ts';
import { withProject } from './temporary-project.ts';

const lines = (count: number): string => 'export {};\n'.repeat(count);
const functionOf = (count: number): string =>
  `export function work() {\n${'  void 0;\n'.repeat(count - 2)}}\n`;
const levelsOf = (files: Readonly<Record<string, string>>): Promise<string[]> =>
  withProject(files, (root) => checkSize(root).map(({ level }) => level));

test.each([
  [300, []],
  [301, ['warning']],
  [500, ['warning']],
  [501, ['fault']],
])('a file of %i lines', async (count, expected) => {
  expect(await levelsOf({ 'src/a.ts': lines(count) })).toEqual(expected);
});

test.each([
  [40, []],
  [41, ['warning']],
  [80, ['warning']],
  [81, ['fault']],
])('a function of %i lines', async (count, expected) => {
  expect(await levelsOf({ 'src/a.ts': functionOf(count) })).toEqual(expected);
});

test('long describes in tests are lists', async () => {
  expect(await levelsOf({ 'src/a.test.ts': functionOf(200) })).toEqual([]);
});

test.each([
  [25, []],
  [26, ['fault']],
])('a folder of %i files', async (count, expected) => {
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`src/lib/f${i}.ts`, 'export {};\n']),
  );
  expect(await levelsOf(files)).toEqual(expected);
});

test('fails when there is nothing to look at', async () => {
  expect(await levelsOf({ 'README.md': '' })).toEqual(['fault']);
});
