/** Who may import whom (`.dependency-cruiser.cjs`), and the proof that every file was looked at. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from 'dependency-cruiser';
import { z } from 'zod';
import { type Finding, fault } from './finding.ts';
import { filesIn } from './source-files.ts';

const Violation = z.object({
  from: z.string(),
  to: z.string(),
  rule: z.object({ name: z.string() }),
  cycle: z.array(z.object({ name: z.string() })).optional(),
});
const Result = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({ violations: z.array(Violation) }),
});

interface Rules {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  readonly options: ICruiseOptions;
}

const FOLDERS = ['src', 'web/src'];

export async function checkImports(root: string): Promise<Finding[]> {
  const files = filesIn(root, FOLDERS, /[.](ts|tsx)$/).filter((file) => !file.endsWith('.d.ts'));
  // A checker that understands nothing reports nothing: no files is a fault, not a success.
  if (files.length === 0) return [fault(root, 'there is no source file to check')];
  const rules = rulesOf(join(import.meta.dirname, '../../.dependency-cruiser.cjs'));
  const result = await cruise(files, {
    ...rules.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  });
  const { modules, summary } = Result.parse(result.output);
  const seen = new Set(modules.map((module) => module.source));
  const comments = new Map(rules.forbidden.map((rule) => [rule.name, rule.comment ?? '']));
  return [
    ...files.filter((file) => !seen.has(file)).map((file) => fault(file, 'was not looked at')),
    ...summary.violations.map(({ from, to, rule, cycle }) => {
      const target = cycle === undefined ? to : cycle.map((step) => step.name).join(' → ');
      return fault(from, `→ ${target}  (${rule.name}) ${comments.get(rule.name) ?? ''}`);
    }),
  ];
}

function rulesOf(path: string): Rules {
  const rules: Rules = createRequire(import.meta.url)(path);
  return rules;
}
