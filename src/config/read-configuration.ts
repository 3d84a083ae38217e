import { resolve } from 'node:path';
import { fail, ok, type Result } from '../lib/result.ts';
import { describeConfiguration, environment } from './schema.ts';

export interface Configuration {
  /** 0 means: take a free one. */
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end; undefined means the address it listens on. */
  readonly publicUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** Undefined means the bundled PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Absolute; undefined means that the disk of a PostgreSQL of somebody else's is not watched. */
  readonly databaseDisk: string | undefined;
  /** 32 bytes; undefined means the file in the data directory (see `loadSecretKey`). */
  readonly secretKey: Uint8Array | undefined;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly demo: boolean;
  /** IP addresses and CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** `host:port`, IP addresses and CIDR ranges. */
  readonly egressAllow: readonly string[];
  /** Undefined: figures are for programs on this machine only. */
  readonly metricsToken: string | undefined;
  /** Bytes that the files of one workspace may take together. */
  readonly fileQuotaBytes: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration of this process, or every fault at once, each naming the variable. A variable set
 * to nothing counts as not set, which is what compose files do with absent values.
 */
export function readConfiguration(
  variables: Environment = process.env,
): Result<Configuration, readonly string[]> {
  const known = new Set(Object.keys(environment.shape));
  const given = Object.entries(variables).filter(
    ([name, value]) => value !== undefined && value !== '' && (known.has(name) || name.startsWith('TITIAN_')),
  );
  const unknown = given
    .map(([name]) => name)
    .filter((name) => !known.has(name))
    .map((name) => `${name} is not a setting of Titian${suggestion(name, known)}`);
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    return fail([
      ...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
      ...unknown,
    ]);
  }
  if (unknown.length > 0) return fail(unknown);
  const read = parsed.data;
  return ok({
    port: read.TITIAN_PORT ?? 3000,
    host: read.TITIAN_HOST ?? '127.0.0.1',
    publicUrl: read.TITIAN_PUBLIC_URL,
    dataDir: resolve(read.TITIAN_DATA_DIR ?? './data'),
    databaseUrl: read.DATABASE_URL,
    databaseDisk: read.TITIAN_DATABASE_DISK === undefined ? undefined : resolve(read.TITIAN_DATABASE_DISK),
    secretKey: read.TITIAN_SECRET_KEY,
    logLevel: read.TITIAN_LOG_LEVEL ?? 'info',
    demo: (read.TITIAN_DEMO ?? 'on') === 'on',
    trustedProxies: read.TITIAN_TRUSTED_PROXIES ?? [],
    egressAllow: read.TITIAN_EGRESS_ALLOW ?? [],
    metricsToken: read.TITIAN_METRICS_TOKEN,
    fileQuotaBytes: (read.TITIAN_FILES_MIB ?? 10_240) * 1024 * 1024,
  });
}

/** What to print when `readConfiguration` fails. */
export function describeFaults(faults: readonly string[]): string {
  return [
    'The configuration has faults:',
    ...faults.map((fault) => `  ${fault}`),
    'See docs/configuration.md.',
  ].join('\n');
}

/** The variables as set, with secrets as `***`: for `doctor` and the log. */
export function printableConfiguration(variables: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    describeConfiguration().map(({ name, secret, default: fallback, unset }) => {
      const value = variables[name];
      if (value === undefined || value === '') return [name, fallback ?? `(${unset ?? 'not set'})`];
      return [name, secret === true ? '***' : value];
    }),
  );
}

function suggestion(name: string, known: ReadonlySet<string>): string {
  const ranked = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= 2 ? `; did you mean ${best.candidate}?` : '';
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
