import type { Configuration } from '../../config/index.ts';

/** Processes of their own share a database; the bundled one belongs to the single process of `npm start`. */
export function requireDatabaseUrl(configuration: Configuration): string {
  if (configuration.databaseUrl === undefined) {
    throw new Error('Set DATABASE_URL: separate processes need a PostgreSQL that they share.');
  }
  return configuration.databaseUrl;
}
