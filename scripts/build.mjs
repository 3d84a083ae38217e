// npm run build: bundles the processes of src/apps into dist/apps and the console into dist/web.
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, main, PrepareError, prepare, root, writeBuildStamp } from './prepare.mjs';

/** One bundle for each process of src/apps. */
const PROCESSES = ['all', 'api', 'worker', 'gateway', 'cli'];

await main(async () => {
  await prepare({ build: false });
  // Taken before: a source saved during the build makes the next start build again.
  const built = fingerprint();
  const results = await Promise.allSettled([buildApps(), buildWeb()]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  writeBuildStamp(built);
});

async function buildApps() {
  const { build } = await import('esbuild');
  const entries = PROCESSES.map((name) => join(root, 'src', 'apps', `${name}.ts`)).filter((path) =>
    existsSync(path),
  );
  const outdir = join(root, 'dist', 'apps');
  rmSync(outdir, { recursive: true, force: true });
  try {
    await build({
      entryPoints: entries,
      outdir,
      bundle: true,
      // Chunks stay in dist/apps: migrations are found two directories up from the code.
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      logLevel: 'warning',
    });
  } catch {
    // esbuild has printed file, line and reason.
    throw new PrepareError('Building the server failed.');
  }
}

async function buildWeb() {
  if (!existsSync(join(root, 'web', 'index.html'))) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [
    vite,
    'build',
    'web',
    '--outDir',
    join(root, 'dist', 'web'),
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new PrepareError('Building the console failed.');
}
