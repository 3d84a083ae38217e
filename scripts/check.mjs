/**
 * The house checks: `npm run check`, or `npm run check -- size imports` for some of them.
 * Two steps at a time, because two cores are what the machines that run this have.
 */
import { spawn } from 'node:child_process';
import { main, prepare } from './prepare.mjs';

const AT_A_TIME = 2;
const bin = (name) => `node_modules/.bin/${name}`;
const own = (...names) => [process.execPath, '--import', 'tsx', 'scripts/check/run.ts', ...names];

/** Rules about the text of the source; one process, because each parses the same files. */
const SOURCE = ['imports', 'tables', 'size', 'assertions', 'dead-code', 'documents'];

/** The slow ones first, so that the two lanes end together. */
const STEPS = {
  unit: [bin('vitest'), 'run', '--project', 'unit', '--reporter=dot'],
  // With the compiler's own findings, by its native port: half a minute less than by the one that programs can ask.
  lint: [bin('oxlint'), '--type-aware', '--type-check', '--format=unix'],
  drift: [process.execPath, '--import', 'tsx', 'scripts/generate/index.ts', '--check'],
  source: own(...SOURCE),
  format: [bin('biome'), 'format', '.'],
};
/** Can be asked for one by one. */
const PARTS = Object.fromEntries(SOURCE.map((name) => [name, own(name)]));

/** Runs one step to its end; never rejects. */
function run(name) {
  const startedAt = performance.now();
  const [command, ...args] = STEPS[name] ?? PARTS[name];
  return new Promise((resolve) => {
    let output = '';
    const finish = (ok) => resolve({ name, ok, output, seconds: (performance.now() - startedAt) / 1000 });
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}

function print({ name, ok, output, seconds }, verbose) {
  const warnings = output.match(/^warning: /gm)?.length ?? 0;
  const note = ok && warnings > 0 && !verbose ? `   ${warnings} warnings: npm run check -- ${name}` : '';
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(9)} ${seconds.toFixed(1).padStart(5)} s${note}`);
  if (!ok || verbose) console.log(output.trim().replaceAll(/^/gm, '     '));
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS) && !(name in PARTS));
if (unknown.length > 0) {
  console.error(
    `There is no check ${unknown.join(', ')}. There are: ${Object.keys({ ...STEPS, ...PARTS }).join(', ')}.`,
  );
  process.exit(2);
}

const waiting = asked.length > 0 ? asked : Object.keys(STEPS);
const failed = [];
async function lane() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const result = await run(name);
    print(result, asked.length > 0);
    if (!result.ok) failed.push(name);
  }
}

await main(async () => {
  await prepare({ build: false });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  const total = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    failed.length === 0 ? `All checks passed in ${total} s.` : `Failed in ${total} s: ${failed.join(', ')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
});
