import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTypes } from './types.ts';
import { withProject } from './temporary-project.ts';

const CONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'ESNext',
    strict: true,
    types: [],
    noEmit: true,
  },
  include: ['src'],
});
const PRELUDE =
  'declare function later(): Promise<number>; declare const ready: boolean; declare let kept: unknown;\n';

const FLOATING = [
  'later();',
  '(later());',
  'ready && later();',
  'ready ? later() : 1;',
  'later().then(() => 1);',
  'later().finally(() => undefined);',
  'async function work() {}; work();',
];
const HELD = [
  'void later();',
  'kept = later();',
  'later().catch(() => 0);',
  'later().catch(() => 0).finally(() => undefined);',
  'later().then(() => 1, () => 0);',
  'async function work() { await later(); return later(); }; kept = work;',
  'Math.max(1, 2);',
];

/** Which of the statements, each in a file of its own, are found at fault. One program for all: they are slow. */
async function faultyOf(statements: readonly string[]): Promise<string[]> {
  const files = statements.map((text, i) => [`src/s${i}.ts`, `${PRELUDE}${text}\nexport {};\n`] as const);
  const found = await withProject({ 'tsconfig.json': CONFIG, ...Object.fromEntries(files) }, (root) =>
    checkTypes(join(root, 'tsconfig.json')),
  );
  return statements.filter((_, i) => found.some(({ where }) => where.includes(`/s${i}.ts:`)));
}

test('finds every promise that floats', async () => {
  expect(await faultyOf(FLOATING)).toEqual(FLOATING);
});

test('leaves alone what is held, caught or waved off', async () => {
  expect(await faultyOf(HELD)).toEqual([]);
});

test('reports what the compiler reports', async () => {
  const findings = await withProject(
    { 'tsconfig.json': CONFIG, 'src/a.ts': "export const a: number = 'one';\n" },
    (root) => checkTypes(join(root, 'tsconfig.json')),
  );
  expect(findings.map(({ what }) => what.split(':')[0])).toEqual(['TS2322']);
});

test('fails when the project holds no source file', async () => {
  const findings = await withProject({ 'tsconfig.json': CONFIG }, (root) =>
    checkTypes(join(root, 'tsconfig.json')),
  );
  expect(findings.length).toBeGreaterThan(0);
});
