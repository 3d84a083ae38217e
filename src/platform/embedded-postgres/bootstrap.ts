import pg from 'pg';
import type { Credentials } from './data-directory.ts';

/** Name of the database and of the role that owns it. */
export const OWNER = 'titian';

export function serverUrl(port: number, user: string, password: string, database: string): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

export const ownerUrl = (port: number, credentials: Credentials): string =>
  serverUrl(port, OWNER, credentials.ownerPassword, OWNER);

export type Probe = 'ready' | 'starting' | 'not-set-up';

/** One connection attempt as the owner. */
export async function probe(port: number, credentials: Credentials): Promise<Probe> {
  const client = new pg.Client({
    connectionString: ownerUrl(port, credentials),
    connectionTimeoutMillis: 5_000,
    application_name: 'titian-start',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // 28P01: the role is missing (scram does not tell this from a wrong password); 3D000: the database is.
    return code === '28P01' || code === '3D000' ? 'not-set-up' : 'starting';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Creates the owner and its database. Safe to repeat: a kill may have come in between. The owner is no
 * superuser, so a hole in the application does not reach files of the machine; it may create the
 * roles of migration 1 (CREATEROLE), test databases (CREATEDB), and see all rows in migrations (BYPASSRLS).
 */
export async function setUp(port: number, credentials: Credentials): Promise<void> {
  const client = new pg.Client({
    connectionString: serverUrl(port, 'postgres', credentials.superuserPassword, 'postgres'),
  });
  await client.connect();
  try {
    const password = client.escapeLiteral(credentials.ownerPassword);
    const role = await client.query('select from pg_roles where rolname = $1', [OWNER]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    await client.query(
      `${verb} role ${OWNER} login nosuperuser createdb createrole bypassrls password ${password}`,
    );
    const database = await client.query('select from pg_database where datname = $1', [OWNER]);
    if (database.rowCount === 0) {
      await reserveLog(client);
      await client.query(`create database ${OWNER} owner ${OWNER}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * A segment of the log that is there already is overwritten; a new one is filled with zeros first, which holds up all
 * commits for 15 to 30 ms (16 MB). After a checkpoint PostgreSQL keeps `min_wal_size` of used ones for that; a new
 * server has none and is given as many.
 */
async function reserveLog(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ segments: number }>(
    `select (pg_size_bytes(current_setting('min_wal_size')) / pg_size_bytes(current_setting('wal_segment_size')))::integer as segments
     where current_setting('fsync') = 'on'`,
  );
  for (let made = 1; made < (rows[0]?.segments ?? 0); made++) {
    // Only a segment with something in it is ended by the switch.
    await client.query(`select pg_logical_emit_message(false, '${OWNER}', 'reserve')`);
    await client.query('select pg_switch_wal()');
  }
  await client.query('checkpoint');
}
