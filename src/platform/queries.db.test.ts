/** Every exported query is prepared against the migrated schema: a wrong name or type fails here, not at a customer's. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../testing/db.ts';

const SRC = join(import.meta.dirname, '..');
/** PostgreSQL cuts longer names (NAMEDATALEN is 64), and two cut names may be one. */
const LONGEST_NAME = 63;
const Query = z.object({ name: z.string(), text: z.string() });

interface Found {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

async function exportedQueries(): Promise<Found[]> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /(^|\/)queries([.]ts|\/[^/]+[.]ts)$/.test(file) && !file.endsWith('.test.ts'));
  const found: Found[] = [];
  for (const file of files) {
    const exports: Record<string, unknown> = await import(join(SRC, file));
    for (const value of Object.values(exports).flatMap(queriesIn)) found.push({ file, ...value });
  }
  return found;
}

/** A query, or a plain object of queries. */
function queriesIn(value: unknown): { name: string; text: string }[] {
  const query = Query.safeParse(value);
  if (query.success) return [query.data];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(queriesIn) : [];
}

const queries = await exportedQueries();

describe('the queries', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  test('have been found', () => {
    expect(queries.length).toBeGreaterThan(10);
  });

  test('have names of their own that PostgreSQL does not cut', () => {
    const names = queries.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.filter((name) => name === '' || name.length > LONGEST_NAME)).toEqual([]);
  });

  test.each(queries)('$name ($file)', async ({ name, text }) => {
    await client.query(`prepare ${pg.escapeIdentifier(name)} as ${text}`);
    const rows = await client.query('select 1 from pg_prepared_statements where name = $1', [name]);
    expect(rows.rowCount).toBe(1);
  });
});
