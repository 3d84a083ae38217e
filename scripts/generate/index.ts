/**
 * Writes what is generated from the code: `npm run generate`, or with names for some of them.
 * With `--check` it writes nothing and fails when a file is not what its generator gives.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Generators are loaded one by one, so that a broken one does not take the others with it. */
const GENERATORS: Readonly<Record<string, () => Promise<string>>> = {
  'schema.sql': async () => (await import('./schema.ts')).generateSchema(),
  'docs/openapi.json': async () => (await import('./openapi.ts')).generateOpenApi(version()),
  'docs/errors.md': async () => {
    const [{ generateErrorsDoc }, { allErrors }] = await Promise.all([
      import('./errors.ts'),
      import('../../src/apps/errors.ts'),
    ]);
    return generateErrorsDoc(allErrors);
  },
  'sdk/src/operations.ts': async () => {
    const [{ generateSdkOperations }, { generateOpenApi }] = await Promise.all([
      import('./sdk.ts'),
      import('./openapi.ts'),
    ]);
    return generateSdkOperations(generateOpenApi(version()));
  },
  'docs/configuration.md': async () => (await import('./configuration.ts')).generateConfigurationDoc(),
};

const version = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8'))).version;

const asked = process.argv.slice(2).filter((argument) => argument !== '--check');
const check = process.argv.includes('--check');
const unknown = asked.filter((path) => !(path in GENERATORS));
if (unknown.length > 0) throw new Error(`nothing generates ${unknown.join(', ')}`);

for (const [path, generate] of Object.entries(GENERATORS)) {
  if (asked.length > 0 && !asked.includes(path)) continue;
  try {
    const text = await generate();
    if (!check) writeFileSync(path, text);
    else if (text === currentText(path)) continue;
    else {
      console.log(
        `${path} is not what its generator gives from line ${firstDifference(path, text)} on: npm run generate`,
      );
      process.exitCode = 1;
    }
  } catch (error) {
    console.log(`${path} cannot be generated: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

function currentText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function firstDifference(path: string, text: string): number {
  const [have, want] = [currentText(path).split('\n'), text.split('\n')];
  const index = want.findIndex((line, i) => line !== have[i]);
  return (index < 0 ? want.length : index) + 1;
}
