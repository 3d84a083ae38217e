import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPromises } from './promises.ts';
import { withProject } from './temporary-project.ts';

const CONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2023', lib: ['ES2023'], strict: true, types: [] },
  include: ['src'],
});
const PRELUDE =
  'declare function later(): Promise<number>; declare const ready: boolean; let kept: unknown;\n';

const faultsOf = (statement: string): Promise<number> =>
  withProject(
    { 'tsconfig.json': CONFIG, 'src/a.ts': `${PRELUDE}${statement}\nexport { kept };\n` },
    (root) => {
      return checkPromises(join(root, 'tsconfig.json')).length;
    },
  );

test.each([
  'later();',
  '(later());',
  'ready && later();',
  'ready ? later() : 1;',
  'later().then(() => 1);',
  'later().finally(() => undefined);',
  'async function work() {}\nwork();',
])('finds the promise that floats in: %s', async (statement) => {
  expect(await faultsOf(statement)).toBe(1);
});

test.each([
  'void later();',
  'kept = later();',
  'later().catch(() => 0);',
  'later().catch(() => 0).finally(() => undefined);',
  'later().then(() => 1, () => 0);',
  'async function work() { await later(); return later(); }\nkept = work;',
  'Math.max(1, 2);',
])('leaves alone: %s', async (statement) => {
  expect(await faultsOf(statement)).toBe(0);
});

test('fails when the project holds no source file', async () => {
  const findings = await withProject({ 'tsconfig.json': CONFIG }, (root) =>
    checkPromises(join(root, 'tsconfig.json')),
  );
  expect(findings).toHaveLength(1);
});
