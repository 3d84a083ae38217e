import { expect, test } from 'vitest';
import { checkDocuments } from './documents.ts';
import { withProject } from './temporary-project.ts';

const CODE = { 'src/lib/line.ts': 'export function pump() {}\n', 'docs/adr/0001-a.md': '' };
const faultsOf = (readme: string): Promise<string[]> =>
  withProject({ ...CODE, 'README.md': readme }, (root) => checkDocuments(root).map(({ what }) => what));

test.each([
  ['a link', '[a](docs/adr/0002-b.md)'],
  ['a picture', '![a](docs/images/a.png)'],
  ['a file', 'see `src/lib/lines.ts`'],
  ['a file by the end of its path', 'see `lines.ts`'],
  ['a function', '`pump` and `submit` in `line.ts`'],
])('finds %s that leads nowhere', async (_what, text) => {
  expect(await faultsOf(text)).toHaveLength(1);
});

test.each([
  '[a](docs/adr/0001-a.md#why) [b](https://example.id) [c](#here)',
  '`pump` in `line.ts`, `src/lib/line.ts`, `lib/line.ts`',
  '`migrations/NNNNNN_<module>.sql` and `NNNNNN_accounts.sql`',
])('accepts %s', async (text) => {
  expect(await faultsOf(text)).toEqual([]);
});

test('fails when there is nothing to look at', async () => {
  expect(await withProject(CODE, (root) => checkDocuments(root).length)).toBe(0);
  expect(await withProject({ 'src/a.ts': '' }, (root) => checkDocuments(root).length)).toBe(1);
});
