import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { withProject } from './temporary-project.ts';

const ROOT = join(import.meta.dirname, '../..');

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
] as const;
const ALLOWED = [
  ['src/config/index.ts', "export const e = process.env['HOME'];"],
  ['src/config/address.ts', "import { isIP } from 'node:net';\nexport { isIP };"],
  ['src/platform/net/connect.ts', "import { connect } from 'node:net';\nexport { connect };"],
  ['src/channels/channel.ts', "import type { Socket } from 'node:net';\nexport type S = Socket;"],
  ['scripts/a.ts', "console.log(process.env['HOME']);"],
] as const;

/** `path rule` of what oxlint finds in all of them. */
let found: string[];
beforeAll(async () => {
  const files = [...REFUSED.map(([, path, text]) => [path, text] as const), ...ALLOWED];
  found = await withProject(
    Object.fromEntries(files.map(([path, text]) => [path, `${text}\n`] as const)),
    (root) => {
      copyFileSync(join(ROOT, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
      const run = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['-f', 'unix'], {
        cwd: root,
        encoding: 'utf8',
      });
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
