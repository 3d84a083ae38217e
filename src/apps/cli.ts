/** `npm run -s titian -- <command>`: what an operator does without the console. Every command goes through a module's door. */
import { readConfiguration, describeFaults } from '../config/index.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres/index.ts';
import { MigrationError } from '../platform/migrate.ts';
import { Problem } from '../platform/problem.ts';
import { commands, usage } from './cli/commands.ts';
import { parseArguments, UsageError } from './cli/parse-arguments.ts';

/** Writes the answer of a command: one JSON value with `--json`, else `name: value` lines. */
function print(answer: unknown, json: boolean): void {
  if (json || answer === null || typeof answer !== 'object')
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  else
    for (const [name, value] of Object.entries(answer))
      process.stdout.write(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
}

async function run(): Promise<number> {
  const { words, flags } = parseArguments(process.argv.slice(2));
  const command = commands.find((one) => one.name === words.slice(0, one.name.split(' ').length).join(' '));
  if (command === undefined) {
    process.stdout.write(usage());
    return words.length === 0 || flags['help'] === true ? 0 : 2;
  }
  const read = readConfiguration();
  if (!read.ok) throw new UsageError(describeFaults(read.error));
  const { ok = true, ...answer } = await command.run(read.value, flags);
  print(answer, flags['json'] === true);
  return ok === true ? 0 : 1;
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known =
      error instanceof UsageError ||
      error instanceof Problem ||
      error instanceof EmbeddedPostgresError ||
      error instanceof MigrationError;
    process.stderr.write(
      `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
