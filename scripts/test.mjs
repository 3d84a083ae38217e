// npm test: everything, against the bundled PostgreSQL, and the database tests once more against the
// server that TEST_DATABASE_URL names. The last line says `N passed, N failed` over all runs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, prepare, root } from './prepare.mjs';

await main(async () => {
  await prepare();
  const { TEST_DATABASE_URL: server, ...environment } = process.env;
  const filters = process.argv.slice(2);
  const runs = [await runTests(filters, environment)];
  if (server) {
    console.log('The database tests once more, against the server of TEST_DATABASE_URL:');
    runs.push(
      await runTests(['--project', 'database', ...filters], { ...environment, TEST_DATABASE_URL: server }),
    );
  }
  const passed = runs.reduce((sum, run) => sum + run.passed, 0);
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});

async function runTests(args, env) {
  const directory = mkdtempSync(join(tmpdir(), 'titian-test-run-'));
  const report = join(directory, 'report.json');
  try {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await runToEnd([vitest, 'run', ...reporters, ...args], env);
    return count(report, code);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A file that does not load, an error outside any test and a run that broke off count as one failure each. */
function count(report, code) {
  let read;
  try {
    read = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const unloaded = read.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = read.numFailedTests + unloaded.length;
  return { passed: read.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function runToEnd(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  process.on('SIGTERM', pass);
  // The terminal delivers Ctrl-C to vitest itself; we wait for it to tidy up.
  process.on('SIGINT', () => {});
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)));
}
