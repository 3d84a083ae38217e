// Brings a clone to the point where it can run: Node version, packages, build. Plain JavaScript
// without dependencies, because it runs before anything is installed. Progress goes to standard
// error, one line per step; nothing is printed when there is nothing to do.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const INSTALL_STAMP = join(root, 'node_modules', '.titian-install');
const BUILD_STAMP = join(root, 'dist', '.stamp');

/** What the bundles are made of. Tests are left out: editing one needs no build. */
const SOURCES = ['src', 'web', 'scripts/build.mjs', 'package-lock.json', 'tsconfig.json'];

/** @param {{ build?: boolean }} options */
export async function prepare({ build = true } = {}) {
  checkNode();
  mkdirSync(join(root, 'dist'), { recursive: true });
  if (!needsInstall() && !(build && needsBuild())) return;
  const release = await lock(join(root, 'dist', '.lock'));
  try {
    if (needsInstall()) await install();
    if (build && needsBuild()) await runBuild();
  } finally {
    release();
  }
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = engines.node
    .replace(/[^\d.]/g, '')
    .split('.')
    .map(Number);
  const actual = process.versions.node.split('.').map(Number);
  const older = actual[0] < wanted[0] || (actual[0] === wanted[0] && actual[1] < (wanted[1] ?? 0));
  if (!older) return;
  throw new PrepareError(
    `Titian needs Node ${wanted.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
}

/** A fault the operator can mend; shown without a stack. */
export class PrepareError extends Error {}

function needsInstall() {
  const lockfile = join(root, 'package-lock.json');
  if (existsSync(INSTALL_STAMP)) return readFileSync(INSTALL_STAMP, 'utf8') !== hashFile(lockfile);
  // Installed by hand: npm writes this file last.
  const installed = statSync(join(root, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  return installed === undefined || installed.mtimeMs < statSync(lockfile).mtimeMs;
}

async function install() {
  const started = Date.now();
  process.stderr.write('titian: installing packages … ');
  // No package runs code at installation: the one that wants to (PostgreSQL's symbolic links) is served at its start.
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  let result = await npm(['ci', ...flags]);
  // The lock file lists binaries of other platforms only if the registry that made it carried them;
  // npm ci refuses a list with gaps, npm install takes it and keeps to the versions that it names.
  if (result.code !== 0 && result.output.includes('EUSAGE'))
    result = await npm(['install', '--no-save', ...flags]);
  if (result.code !== 0) {
    process.stderr.write('failed\n');
    throw new PrepareError(
      `${result.output.trim()}\nInstalling packages failed. Is the package registry reachable?`,
    );
  }
  writeFileSync(INSTALL_STAMP, hashFile(join(root, 'package-lock.json')));
  process.stderr.write(`${seconds(started)}\n`);
}

function npm(args) {
  const path = process.env.npm_execpath;
  const viaNode = path?.endsWith('.js') === true;
  return run(viaNode ? process.execPath : 'npm', viaNode ? [path, ...args] : args, {
    NODE_ENV: 'development',
  });
}

function needsBuild() {
  return !existsSync(BUILD_STAMP) || readFileSync(BUILD_STAMP, 'utf8') !== fingerprint();
}

async function runBuild() {
  const started = Date.now();
  process.stderr.write('titian: building … ');
  rmSync(BUILD_STAMP, { force: true });
  const result = await run(process.execPath, [join(root, 'scripts', 'build.mjs')]);
  if (result.code !== 0) {
    process.stderr.write('failed\n');
    throw new PrepareError(result.output.trim());
  }
  process.stderr.write(`${seconds(started)}\n`);
}

export function writeBuildStamp(stamp) {
  writeFileSync(BUILD_STAMP, stamp);
}

/** Names, sizes and times of all sources: notices deleted files and switched branches too (about 20 ms). */
export function fingerprint() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      if (!/\.test\.tsx?$/.test(path)) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(join(root, path)).sort()) {
      if (name !== 'node_modules' && name !== 'testdata') visit(`${path}/${name}`);
    }
  };
  for (const path of SOURCES) visit(path);
  return hash.digest('hex');
}

/** Two commands at once must not build over each other; a lock left by a killed one is taken over. */
async function lock(path) {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw explainAccess(error);
    }
    if (!isAlive(Number(readOrEmpty(path)))) rmSync(path, { force: true });
    else await new Promise((done) => setTimeout(done, 200));
  }
}

function isAlive(pid) {
  if (!(pid > 0) || pid === process.pid) return false;
  // Process ids are reused, above all in containers: only another node process can hold the lock.
  if (process.platform === 'linux') return readOrEmpty(`/proc/${pid}/cmdline`).includes('node');
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function explainAccess(error) {
  if (error.code !== 'EACCES' && error.code !== 'EROFS') return error;
  return new PrepareError(`Cannot write to ${root}: run as the user who owns it.`);
}

function run(program, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: 1, output: `${program}: ${error.message}` }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

const hashFile = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a script's main function; shows faults of preparation without a stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof PrepareError ? error.message : error);
    process.exit(1);
  }
}
