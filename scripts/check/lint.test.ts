import { spawnSync } from 'node:child_process';
import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { withProject } from './temporary-project.ts';

const ROOT = join(import.meta.dirname, '../..');

const MODULES = ['package.json', '{ "type": "module" }'] as const;
const PROMISES = 'export declare function later(): Promise<number>; export declare const ready: boolean;\n';

/** Rule → file that breaks it. Each file once: one run of oxlint looks at them all. */
const REFUSED = [
  ['no-explicit-any', 'src/modules/a/any.ts', 'export const f = (x: any) => x;'],
  ['no-non-null-assertion', 'src/modules/a/not-null.ts', 'export const f = (x?: string) => x!;'],
  ['no-restricted-properties', 'src/lib/random.ts', 'export const r = Math.random();'],
  ['no-process-env', 'src/platform/environment.ts', "export const e = process.env['HOME'];"],
  ['no-restricted-globals', 'src/modules/a/fetch.ts', "export const f = () => fetch('https://a.id');"],
  ['no-restricted-globals', 'src/platform/fetch.ts', "export const f = () => fetch('https://a.id');"],
  [
    'no-restricted-properties',
    'src/modules/a/global-fetch.ts',
    "export const f = () => globalThis.fetch('https://a.id');",
  ],
  [
    'no-restricted-imports',
    'src/modules/a/undici.ts',
    "import { request } from 'undici';\nexport { request };",
  ],
  [
    'no-restricted-imports',
    'src/channels/a/net.ts',
    "import { connect } from 'node:net';\nexport { connect };",
  ],
  ['no-restricted-imports', 'src/apps/dns.ts', "import { lookup } from 'node:dns';\nexport { lookup };"],
  ['no-default-export', 'src/lib/default.ts', 'export default 1;'],
  ['no-console', 'src/apps/console.ts', "console.log('a');"],
  ...[
    'later();',
    '(later());',
    'if (ready) later();',
    'ready ? later() : 1;',
    'later().then(() => 1);',
    'later().finally(() => undefined);',
    'async function work() {} work();',
  ].map((text, n) => ['no-floating-promises', `src/lib/floating${n}.ts`, `${PROMISES}${text}`] as const),
  ['TS2322', 'src/lib/mistyped.ts', "export const one: number = 'one';"],
  ['TS2322', 'web/src/mistyped.ts', 'export const one: number = document.title;'],
  ['TS2584', 'src/lib/browser.ts', 'export const title = document.title;'],
] as const;
const ALLOWED = [
  ['src/config/index.ts', "export const e = process.env['HOME'];"],
  ['src/config/address.ts', "import { isIP } from 'node:net';\nexport { isIP };"],
  ['src/platform/net/connect.ts', "import { connect } from 'node:net';\nexport { connect };"],
  ['src/channels/channel.ts', "import type { Socket } from 'node:net';\nexport type S = Socket;"],
  ['scripts/a.ts', "console.log(process.env['HOME']);"],
  ...[
    'void later();',
    'export const kept = later();',
    'later().catch(() => 0);',
    'later().catch(() => 0).finally(() => undefined);',
    'later().then(() => 1, () => 0);',
    'export async function work() { await later(); return later(); }',
  ].map((text, n) => [`src/lib/held${n}.ts`, `${PROMISES}${text}`] as const),
] as const;

/** `path rule` of what oxlint finds in all of them. */
let found: string[];
beforeAll(async () => {
  const files = [...REFUSED.map(([, path, text]) => [path, text] as const), ...ALLOWED];
  found = await withProject(
    Object.fromEntries([MODULES, ...files].map(([path, text]) => [path, `${text}\n`] as const)),
    (root) => {
      for (const name of ['.oxlintrc.json', 'tsconfig.json', 'web/tsconfig.json'])
        copyFileSync(join(ROOT, name), join(root, name));
      symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
      const options = ['--type-aware', '--type-check', '--format=unix'];
      const run = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), options, { cwd: root, encoding: 'utf8' });
      if (run.error !== undefined) throw run.error;
      return [...run.stdout.matchAll(/^(?:[.][/])?([^:\n]+):.*\[Error\/[\w-]+\(([\w-]+)\)\]$/gm)].map(
        ([, path, rule]) => `${path} ${rule}`,
      );
    },
  );
});

test.each(REFUSED)('%s is an error in %s', (rule, path) => {
  expect(found).toContain(`${path} ${rule}`);
});

test.each(ALLOWED)('%s may', (path) => {
  expect(found.filter((one) => one.startsWith(`${path} `))).toEqual([]);
});
