import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';

export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly checksum: string;
  /** Code that does not know this migration cannot work with the database any more. */
  readonly breaking: boolean;
}

/** The database cannot be brought to the state this code needs; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Two directories up both from `src/platform` and from the bundle in `dist/apps`. */
const DIRECTORY = fileURLToPath(new URL('../../migrations', import.meta.url));

const FILE_NAME = /^(\d{6})_([a-z0-9_]+)\.sql$/;

/** One lock per database (advisory locks do not cross databases); the number is arbitrary but fixed. */
const LOCK_KEY = 7_482_040;

const appliedRow = z.object({
  id: z.int(),
  name: z.string(),
  checksum: z.string(),
  breaking: z.boolean(),
});
type Applied = z.infer<typeof appliedRow>;

/** Reads `NNNNNN_name.sql` files in order of their numbers. */
export function readMigrations(directory: string = DIRECTORY): Migration[] {
  const migrations = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => {
      const match = FILE_NAME.exec(file);
      if (match === null) throw new MigrationError(`migrations/${file}: name it NNNNNN_words_like_this.sql`);
      const sql = readFileSync(`${directory}/${file}`, 'utf8');
      return {
        id: Number(match[1]),
        name: match[2] ?? '',
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        breaking: /^--! breaking\b/.test(sql),
      };
    })
    .sort((a, b) => a.id - b.id);
  const twice = migrations.find((migration, i) => migrations[i - 1]?.id === migration.id);
  if (twice !== undefined) throw new MigrationError(`two migrations have the number ${twice.id}`);
  return migrations;
}

/**
 * Which migrations are to be applied to a database that has `applied`. Throws `MigrationError` when
 * this code and that database do not belong together.
 */
export function planMigrations(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const byId = new Map(known.map((migration) => [migration.id, migration]));
  for (const row of applied) {
    const migration = byId.get(row.id);
    const label = `${String(row.id).padStart(6, '0')}_${row.name}`;
    if (migration === undefined) {
      if (!row.breaking) continue;
      throw new MigrationError(
        `The database was migrated by a newer Titian (${label}), which this version cannot work with. Start the newer version.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${label} was changed after it had been applied to this database. Restore the file and write a new migration.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.id));
  const last = Math.max(0, ...applied.filter((row) => byId.has(row.id)).map((row) => row.id));
  const todo = known.filter((migration) => !done.has(migration.id));
  const late = todo.find((migration) => migration.id < last);
  if (late !== undefined) {
    throw new MigrationError(
      `Migration ${late.id} (${late.name}) comes before ${last}, which is applied already. Give it the next free number.`,
    );
  }
  return todo;
}

/**
 * Brings the database at `url` (its owner) to the state of this code and returns what was applied.
 * Several processes may call it at once: one works, the others wait. Each migration is one transaction.
 */
export async function migrate(options: {
  readonly url: string;
  readonly directory?: string;
}): Promise<readonly Migration[]> {
  const known = readMigrations(options.directory);
  const client = new pg.Client({ connectionString: options.url, application_name: 'titian-migrate' });
  // A lost connection is told by the statement that was under way; nobody else may end the process over it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await checkVersion(client);
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query(`
      create schema if not exists platform;
      create table if not exists platform.migration (
        id integer primary key,
        name text not null,
        checksum text not null,
        breaking boolean not null,
        applied_at timestamptz not null default now()
      )`);
    const rows = await client.query(
      'select id, name, checksum, breaking from platform.migration order by id',
    );
    const todo = planMigrations(known, z.array(appliedRow).parse(rows.rows));
    for (const migration of todo) await apply(client, migration);
    return todo;
  } finally {
    // Ends the session and with it the advisory lock.
    await client.end();
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const result = await client.query('show server_version_num');
  const [row] = z.array(z.object({ server_version_num: z.coerce.number() })).parse(result.rows);
  if (row !== undefined && row.server_version_num >= 150_000) return;
  const major = Math.floor((row?.server_version_num ?? 0) / 10_000);
  throw new MigrationError(
    `DATABASE_URL points to PostgreSQL ${major}; Titian needs 15 or newer. Upgrade it, or unset DATABASE_URL to use the bundled server.`,
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    // An owner that row-level security applies to gets an error here instead of silently seeing no rows.
    await client.query('begin; set local row_security = off; set local lock_timeout = 30000');
    await client.query(migration.sql);
    await client.query(
      'insert into platform.migration (id, name, checksum, breaking) values ($1, $2, $3, $4)',
      [migration.id, migration.name, migration.checksum, migration.breaking],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const file = `migrations/${String(migration.id).padStart(6, '0')}_${migration.name}.sql`;
    throw new MigrationError(`${file}${lineOf(error, migration.sql)}: ${describe(error)}`, { cause: error });
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function lineOf(error: unknown, sql: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isInteger(position) ? `:${sql.slice(0, position).split('\n').length}` : '';
}
