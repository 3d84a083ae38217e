/**
 * A database of its own for a test file, cloned from the migrated template in tens of milliseconds.
 * Connect with `openDatabase({ url, role, max, applicationName })` from `src/platform/db.ts`, as the
 * role whose rights the test is about.
 */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { administer, withDatabase } from './global-setup.ts';

export interface TestDatabase {
  /** Connection string of the owner; it sees all rows, past row-level security. */
  readonly url: string;
  readonly name: string;
  /** Ends all connections to it and removes it. Call it in `afterAll`, after closing the pools. */
  drop(): Promise<void>;
}

/** Only in files named `*.db.test.ts`: the server belongs to the vitest project `database`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServerUrl');
  const name = `titian_test_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${inject('testTemplate')}`);
  return {
    url: withDatabase(server, name),
    name,
    drop: () => untilLeft(() => administer(server, `drop database if exists ${name} with (force)`)),
  };
}

/** The server's own cleaning (autovacuum) may be in it for a moment, and only a superuser may send that away. */
async function untilLeft(drop: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await drop();
    } catch (error) {
      if (attempt === 20 || !String(error).includes('permission denied to terminate process')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
