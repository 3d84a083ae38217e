/** A disk of its own in memory, small enough to be filled by a test. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DISK_MIB = 512;

/** Undefined without the right to mount (root). */
export function mountDisk(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'titian-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', directory], {
      stdio: 'ignore',
    });
    chmodSync(directory, 0o711);
    return directory;
  } catch {
    rmSync(directory, { recursive: true });
    return undefined;
  }
}

export function unmount(directory: string): void {
  execFileSync('umount', ['-l', directory]);
  rmSync(directory, { recursive: true, force: true });
}

/** Writes a file until this share of the disk is used; 1 leaves 64 KiB. Returns its path. */
export function fill(directory: string, share = 1): string {
  const filler = join(directory, 'filler');
  rmSync(filler, { force: true });
  const { blocks, bavail, bsize } = statfsSync(directory);
  const left = share === 1 ? 64 * 1024 : blocks * bsize * (1 - share);
  try {
    writeFileSync(filler, Buffer.alloc(Math.max(0, Math.floor(bavail * bsize - left))));
  } catch (error) {
    // The database wrote meanwhile: there is no room left, as asked.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
  return filler;
}
