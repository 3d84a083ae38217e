/**
 * A real Chromium for end-to-end tests and screenshots, on any machine: the one that npm installed
 * when it starts here, else one installed on the system. `CHROMIUM_PATH` names another.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

/**
 * `--no-sandbox`: the sandbox needs user namespaces or a setuid helper, and refuses root.
 * `--disable-gpu`, `--disable-dev-shm-usage`: servers have no GPU, and containers 64 MB of /dev/shm.
 * The others keep the browser from calling home, so that tests do the same with and without a network.
 */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-default-apps',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--font-render-hinting=none',
];

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

interface Candidate {
  readonly name: string;
  prepare(): Promise<{ executablePath: string; env?: Record<string, string> }>;
}

/** Starts a headless browser; close it in `afterAll`. Throws with the remedy when none starts. */
export async function launchBrowser(): Promise<Browser> {
  const failures: string[] = [];
  for (const candidate of candidates()) {
    try {
      const { executablePath, env } = await candidate.prepare();
      return await chromium.launch({
        executablePath,
        args: FLAGS,
        headless: true,
        timeout: 30_000,
        ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
      });
    } catch (error) {
      failures.push(`${candidate.name}: ${firstLines(error)}`);
    }
  }
  throw new Error(
    `No browser starts on this machine. Install Chromium (Debian: apt-get install chromium), or set CHROMIUM_PATH.\n${failures.join('\n')}`,
  );
}

function candidates(): Candidate[] {
  const named = process.env.CHROMIUM_PATH;
  if (named) return [{ name: named, prepare: async () => ({ executablePath: named }) }];
  const installed = SYSTEM.filter((path) => existsSync(path)).map((path) => ({
    name: path,
    prepare: async () => ({ executablePath: path }),
  }));
  // The package is built for Linux on x64 and arm64.
  if (process.platform !== 'linux') return installed;
  return [
    { name: 'Chromium from npm', prepare: () => bundled(false) },
    { name: 'Chromium from npm with its own system libraries', prepare: () => bundled(true) },
    ...installed,
  ];
}

/**
 * Unpacks the browser (190 MB, about 2 s) once per user and version. Built aside and renamed, so two
 * test processes never see half of it.
 */
async function bundled(
  withLibraries: boolean,
): Promise<{ executablePath: string; env: Record<string, string> }> {
  const require = createRequire(import.meta.url);
  const root = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))));
  const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const home = join(tmpdir(), `titian-browser-${userInfo().uid}-${version}`);
  if (!existsSync(home)) await unpack(home);
  const env: Record<string, string> = { FONTCONFIG_FILE: join(home, 'fonts-here.conf') };
  if (withLibraries) {
    const libraries = join(home, 'al2023');
    if (!existsSync(libraries)) {
      // NSS and its kin, which a bare server image does not have.
      mkdirSync(libraries);
      const input = brotliDecompressSync(readFileSync(join(root, 'bin', 'al2023.tar.br')));
      execFileSync('tar', ['-x', '--no-same-owner', '-C', libraries], { input });
    }
    env.LD_LIBRARY_PATH = [join(libraries, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  return { executablePath: join(home, 'chromium'), env };
}

async function unpack(home: string): Promise<void> {
  const aside = mkdtempSync(`${home}-`);
  // The package unpacks into the temporary directory and takes whatever lies there for its own.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = aside;
  try {
    const { default: bundle } = await import('@sparticuz/chromium');
    await bundle.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  writeFileSync(
    join(aside, 'fonts-here.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'font-cache')}</cachedir></fontconfig>\n`,
  );
  try {
    renameSync(aside, home);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(home)) throw error;
  }
}

const firstLines = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 6).join('\n  ');
