import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { checkImports } from './imports.ts';
import { withProject } from './temporary-project.ts';

const A = `export const a = 1;\n`;
const importing = (path: string): string => `import { a } from '${path}';\nexport const b = a;\n`;

/** Rule → importing file, import, imported file. */
const REFUSED: readonly (readonly [string, string, string, string])[] = [
  ['lib', 'src/lib/money.ts', '../platform/db.ts', 'src/platform/db.ts'],
  ['platform', 'src/platform/db.ts', '../modules/accounts/index.ts', 'src/modules/accounts/index.ts'],
  ['config', 'src/config/index.ts', '../platform/log.ts', 'src/platform/log.ts'],
  ['config-is-handed-in', 'src/platform/log.ts', '../config/index.ts', 'src/config/index.ts'],
  ['channels', 'src/channels/sms/index.ts', '../../platform/db.ts', 'src/platform/db.ts'],
  ['channels-are-strangers', 'src/channels/sms/index.ts', '../rcs/wire.ts', 'src/channels/rcs/wire.ts'],
  ['channels-shared', 'src/channels/shared/text.ts', '../rcs/wire.ts', 'src/channels/rcs/wire.ts'],
  ['modules', 'src/modules/accounts/join.ts', '../../channels/sms/index.ts', 'src/channels/sms/index.ts'],
  [
    'modules-through-the-door',
    'src/modules/routing/pick.ts',
    '../accounts/queries.ts',
    'src/modules/accounts/queries.ts',
  ],
  ['edge-accounts', 'src/modules/accounts/join.ts', '../messages/index.ts', 'src/modules/messages/index.ts'],
  [
    'edge-messages',
    'src/modules/messages/send.ts',
    '../campaigns/index.ts',
    'src/modules/campaigns/index.ts',
  ],
  [
    'edge-unknown-module',
    'src/modules/gadgets/index.ts',
    '../accounts/index.ts',
    'src/modules/accounts/index.ts',
  ],
  ['contracts', 'src/modules/accounts/contract.ts', '../../platform/db.ts', 'src/platform/db.ts'],
  [
    'apps-through-the-door',
    'src/apps/all.ts',
    '../modules/accounts/routes.ts',
    'src/modules/accounts/routes.ts',
  ],
  ['apps-know-channels-by-list', 'src/apps/all.ts', '../channels/sms/index.ts', 'src/channels/sms/index.ts'],
  ['nobody-imports-apps', 'src/modules/accounts/join.ts', '../../apps/all.ts', 'src/apps/all.ts'],
  ['web', 'web/src/main.ts', '../../src/modules/accounts/index.ts', 'src/modules/accounts/index.ts'],
  ['product-without-tests', 'src/platform/db.ts', '../../testing/db.ts', 'testing/db.ts'],
];

type Files = Readonly<Record<string, string>>;

const ruleOf = ({ what }: Finding): string => /\(([\w-]+)\)/.exec(what)?.[1] ?? what;

const rulesBrokenIn = (files: Files): Promise<string[]> =>
  withProject(files, async (root) => (await checkImports(root)).map(ruleOf));

/** All of them in as few projects as there are files with two texts: looking at a project takes 100 ms. */
function projectsOf(cases: typeof REFUSED): Files[] {
  const projects: Record<string, string>[] = [];
  for (const [, from, path, to] of cases) {
    const files = { [from]: importing(path), [to]: A };
    const fits = (project: Files): boolean =>
      Object.entries(files).every(([name, text]) => (project[name] ?? text) === text);
    const project = projects.find(fits);
    if (project === undefined) projects.push(files);
    else Object.assign(project, files);
  }
  return projects;
}

describe('checkImports', () => {
  describe('refuses what breaks the rule', () => {
    const found: string[] = [];
    beforeAll(async () => {
      for (const files of projectsOf(REFUSED)) {
        const findings = await withProject(files, checkImports);
        found.push(...findings.map((finding) => `${ruleOf(finding)}: ${finding.where}`));
      }
    });
    test.each(REFUSED)('%s', (rule, from) => expect(found).toContain(`${rule}: ${from}`));
  });

  test('refuses built-ins of the outside world in adapters and lib, but not their types', async () => {
    const net = `import { connect } from 'node:net';\nexport const c = connect;\n`;
    const type = `import type { Socket } from 'node:net';\nexport type S = Socket;\n`;
    expect(await rulesBrokenIn({ 'src/channels/sms/index.ts': net })).toContain('channels-do-no-io');
    expect(await rulesBrokenIn({ 'src/lib/a.ts': net })).toContain('lib-does-no-io');
    expect(await rulesBrokenIn({ 'src/channels/sms/index.ts': type })).toEqual([]);
  });

  test('refuses a second way out to the network', async () => {
    const tls = `import { connect } from 'node:tls';\nexport const c = connect;\n`;
    const undici = `import { request } from 'undici';\nexport const r = request;\n`;
    const packages = {
      'node_modules/undici/package.json': '{"name":"undici","version":"7.0.0","main":"index.js"}',
      'node_modules/undici/index.js': 'exports.request = () => undefined;\n',
    };
    expect(await rulesBrokenIn({ 'src/platform/events/a.ts': tls })).toContain('sockets-in-few-files');
    expect(await rulesBrokenIn({ 'src/platform/connect.ts': tls })).not.toContain('sockets-in-few-files');
    expect(await rulesBrokenIn({ 'src/modules/accounts/a.ts': undici, ...packages })).toContain(
      'one-way-out',
    );
    expect(await rulesBrokenIn({ 'src/platform/http-client/a.ts': undici, ...packages })).not.toContain(
      'one-way-out',
    );
  });

  test('refuses cycles, types included', async () => {
    const files = {
      'src/lib/a.ts': `import type { B } from './b.ts';\nexport interface A { b: B }\n`,
      'src/lib/b.ts': `import type { A } from './a.ts';\nexport interface B { a: A }\n`,
    };
    expect(await rulesBrokenIn(files)).toContain('no-cycles');
  });

  test('refuses orphans and imports that lead nowhere', async () => {
    expect(await rulesBrokenIn({ 'src/lib/a.ts': A })).toEqual(['no-orphans']);
    expect(await rulesBrokenIn({ 'src/lib/a.ts': importing('./gone.ts') })).toContain('no-unresolved');
  });

  test('accepts calls down through doors', async () => {
    const files = {
      'src/modules/messages/send.ts': importing('../accounts/index.ts'),
      'src/modules/accounts/index.ts': importing('./can.ts'),
      'src/modules/accounts/can.ts': importing('../../lib/a.ts'),
      'src/lib/a.ts': A,
      'web/src/main.ts': importing('../../src/modules/accounts/contract.ts'),
      'src/modules/accounts/contract.ts': A,
    };
    expect(await rulesBrokenIn(files)).toEqual([]);
  });

  test('looks into folders of the source that are named like data of the installation', async () => {
    const files = {
      'web/src/ui/data/a.ts': importing('../../../../src/platform/db.ts'),
      'src/platform/db.ts': A,
    };
    expect(await rulesBrokenIn(files)).toEqual(['web']);
  });

  test('fails when there is nothing to look at', async () => {
    expect(await rulesBrokenIn({ 'README.md': '' })).toHaveLength(1);
  });
});
