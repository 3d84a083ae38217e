/** The product as it ships: the bundle of `npm run build`, not the sources. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface BuiltTitian {
  /** Path of a process of the bundle. */
  entry(name: 'all' | 'cli'): string;
  remove(): void;
}

/**
 * Builds when the sources have changed, and takes a copy: a build that starts beside a long run would
 * otherwise change the program under it, half of it at a time. The copy lies beside the original
 * because the bundle finds packages, migrations and the console from where it is.
 */
export async function buildTitian(): Promise<BuiltTitian> {
  const script = "const { main, prepare } = await import('./scripts/prepare.mjs'); await main(prepare);";
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('Titian does not build');
  const copy = join(ROOT, 'dist', `apps-${process.pid}-${randomBytes(3).toString('hex')}`);
  cpSync(join(ROOT, 'dist', 'apps'), copy, { recursive: true });
  return {
    entry: (name) => join(copy, `${name}.js`),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}
