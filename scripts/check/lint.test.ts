import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withProject } from './temporary-project.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Names of the rules that oxlint says are broken. */
const rulesBrokenIn = (path: string, text: string): Promise<string[]> =>
  withProject({ [path]: text }, (root) => {
    copyFileSync(join(ROOT, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
    const run = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['-f', 'unix'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (run.error !== undefined) throw run.error;
    return [...run.stdout.matchAll(/\[Error\/[\w-]+\(([\w-]+)\)\]/g)].map((match) => match[1] ?? '');
  });

test.each([
  ['no-explicit-any', 'src/modules/a/b.ts', 'export const f = (x: any) => x;'],
  ['no-non-null-assertion', 'src/modules/a/b.ts', 'export const f = (x?: string) => x!;'],
  ['no-restricted-properties', 'src/lib/a.ts', 'export const r = Math.random();'],
  ['no-process-env', 'src/platform/a.ts', "export const e = process.env['HOME'];"],
  ['no-restricted-globals', 'src/modules/a/b.ts', "export const f = () => fetch('https://a.id');"],
  ['no-restricted-globals', 'src/platform/b.ts', "export const f = () => fetch('https://a.id');"],
  [
    'no-restricted-properties',
    'src/modules/a/b.ts',
    "export const f = () => globalThis.fetch('https://a.id');",
  ],
  ['no-restricted-imports', 'src/modules/a/b.ts', "import { request } from 'undici';\nexport { request };"],
  [
    'no-restricted-imports',
    'src/channels/a/b.ts',
    "import { connect } from 'node:net';\nexport { connect };",
  ],
  ['no-restricted-imports', 'src/apps/a.ts', "import { lookup } from 'node:dns';\nexport { lookup };"],
  ['no-default-export', 'src/lib/a.ts', 'export default 1;'],
  ['no-console', 'src/apps/a.ts', "console.log('a');"],
])('%s is an error in %s', async (rule, path, text) => {
  expect(await rulesBrokenIn(path, `${text}\n`)).toContain(rule);
});

test.each([
  ['src/config/index.ts', "export const e = process.env['HOME'];"],
  ['src/config/address.ts', "import { isIP } from 'node:net';\nexport { isIP };"],
  ['src/platform/net/connect.ts', "import { connect } from 'node:net';\nexport { connect };"],
  ['src/channels/channel.ts', "import type { Socket } from 'node:net';\nexport type S = Socket;"],
  ['scripts/a.ts', "console.log(process.env['HOME']);"],
])('%s may', async (path, text) => {
  expect(await rulesBrokenIn(path, `${text}\n`)).toEqual([]);
});
