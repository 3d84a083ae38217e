import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTypes } from './types.ts';
import { withProject } from './temporary-project.ts';

const CONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'ESNext',
    strict: true,
    skipLibCheck: true,
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

const MISTYPED = "const one: number = 'one'; kept = one;";

/** What is found at each of the statements, each in a file of its own: one program for all, because they are slow. */
async function foundAt(statements: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = statements.map((text, i) => [`src/s${i}.ts`, `${PRELUDE}${text}\nexport {};\n`] as const);
  const found = await withProject({ 'tsconfig.json': CONFIG, ...Object.fromEntries(files) }, (root) =>
    checkTypes(join(root, 'tsconfig.json')),
  );
  return new Map(
    statements.flatMap((text, i) =>
      found.filter(({ where }) => where.includes(`/s${i}.ts:`)).map(({ what }) => [text, what] as const),
    ),
  );
}

test('finds every promise that floats and what the compiler reports, and leaves alone what is held, caught or waved off', async () => {
  const found = await foundAt([...FLOATING, ...HELD, MISTYPED]);
  expect([...found.keys()]).toEqual([...FLOATING, MISTYPED]);
  for (const text of FLOATING) expect(found.get(text)).toContain('a promise nobody waits for');
  expect(found.get(MISTYPED)).toContain('TS2322');
});

test('examines again what depends on a change, and forgets no fault', async () => {
  const { compilerOptions, include } = JSON.parse(CONFIG);
  const cached = { ...compilerOptions, incremental: true, tsBuildInfoFile: 'cache/main.tsbuildinfo' };
  const project = {
    'tsconfig.json': JSON.stringify({ compilerOptions: cached, include }),
    'src/work.ts': 'export function work(): void {}\n',
    'src/held.ts': 'export const held = 1;\n',
    'src/caller.ts': "import { work } from './work';\nwork();\n",
  };
  await withProject(project, (root) => {
    const whereFound = (): string[] =>
      checkTypes(join(root, 'tsconfig.json')).map(({ where }) => basename(where));
    expect(whereFound()).toEqual([]);
    writeFileSync(join(root, 'src/work.ts'), 'export async function work(): Promise<void> {}\n');
    expect(whereFound()).toEqual(['caller.ts:2']);
    writeFileSync(join(root, 'src/held.ts'), 'export const held: string = 1;\n');
    expect(whereFound().toSorted()).toEqual(['caller.ts:2', 'held.ts:1']);
  });
});

test('fails when the project holds no source file', async () => {
  const findings = await withProject({ 'tsconfig.json': CONFIG }, (root) =>
    checkTypes(join(root, 'tsconfig.json')),
  );
  expect(findings.length).toBeGreaterThan(0);
});
