/** One check by name: `run.ts size`. Prints what it finds; exits 1 when there is a fault. */
import { checkAssertions } from './assertions.ts';
import { checkDeadCode } from './dead-code.ts';
import { checkDocuments } from './documents.ts';
import { type Finding, lineOf } from './finding.ts';
import { checkImports } from './imports.ts';
import { checkPromises } from './promises.ts';
import { checkSize } from './size.ts';
import { checkTables } from './tables.ts';

const CHECKS: Readonly<Record<string, (argument: string) => Finding[] | Promise<Finding[]>>> = {
  assertions: () => checkAssertions('.'),
  'dead-code': () => checkDeadCode('.'),
  documents: () => checkDocuments('.'),
  imports: () => checkImports(process.cwd()),
  promises: (config) => checkPromises(config),
  size: () => checkSize('.'),
  tables: () => checkTables('.'),
};

const [name = '', argument = ''] = process.argv.slice(2);
const check = CHECKS[name];
if (check === undefined) throw new Error(`there is no check "${name}"`);
const findings = await check(argument);
for (const finding of findings) console.log(lineOf(finding));
process.exitCode = findings.some((finding) => finding.level === 'fault') ? 1 : 0;
