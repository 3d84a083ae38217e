import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { migrate } from '../src/platform/migrate.ts';
import { dropDataDir, makeDataDir } from '../testing/processes/titian-process.ts';
import type { Undo } from './leaving-nothing.ts';

/** A new PostgreSQL with the product's settings and schema, without a server of the product. */
export async function startDatabase(
  undo: Undo,
  warn: (message: string) => void,
): Promise<{ readonly url: string; readonly dataDir: string }> {
  const dataDir = makeDataDir();
  undo.push(() => dropDataDir(dataDir));
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: { info: () => undefined, warn } });
  undo.push(stop);
  await migrate({ url });
  return { url, dataDir };
}
