/** Checks by name: `run.ts size tables`, `run.ts dead-code`. Exits 1 when one finds a fault. */
import { checkAssertions } from './assertions.ts';
import { checkDeadCode } from './dead-code.ts';
import { checkDocuments } from './documents.ts';
import { type Finding, lineOf } from './finding.ts';
import { checkImports } from './imports.ts';
import { checkSize } from './size.ts';
import { checkTables } from './tables.ts';

const CHECKS: Readonly<Record<string, () => Finding[] | Promise<Finding[]>>> = {
  assertions: () => checkAssertions('.'),
  'dead-code': () => checkDeadCode('.'),
  documents: () => checkDocuments('.'),
  imports: () => checkImports(process.cwd()),
  size: () => checkSize('.'),
  tables: () => checkTables('.'),
};

const asked = process.argv.slice(2);
if (asked.length === 0) throw new Error(`name a check: ${Object.keys(CHECKS).join(', ')}`);
for (const name of asked) {
  const check = CHECKS[name];
  if (check === undefined) throw new Error(`there is no check "${name}"`);
  const findings = await check();
  for (const finding of findings) console.log(lineOf(finding));
  if (findings.some((finding) => finding.level === 'fault')) {
    console.log(`(rule: ${name})`);
    process.exitCode = 1;
  }
}
