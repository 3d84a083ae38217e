import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from './read-configuration.ts';

/**
 * The key that seals credentials: 32 bytes from TITIAN_SECRET_KEY, else from `<data>/secret.key`,
 * which is created at the first start. Throws when that file is damaged or readable by others.
 */
export function loadSecretKey(configuration: Pick<Configuration, 'secretKey' | 'dataDir'>): Uint8Array {
  if (configuration.secretKey !== undefined) return configuration.secretKey;
  const path = join(configuration.dataDir, 'secret.key');
  if (statSync(path, { throwIfNoEntry: false }) === undefined) createKeyFile(configuration.dataDir, path);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Error(`${path} can be read by other users. Run: chmod 600 ${path}`);
  }
  const key = Uint8Array.from(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'));
  if (key.length !== 32) {
    throw new Error(`${path} is damaged: it must hold 32 bytes in base64. Restore it from a backup.`);
  }
  return key;
}

/** Written aside and linked into place: complete or absent, and the first of two processes wins. */
function createKeyFile(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
