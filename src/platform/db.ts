/**
 * The only way to PostgreSQL. A query is a named, prepared statement with typed
 * parameters and rows; a transaction of a workspace sets `app.workspace` in its
 * first round trip, so row-level security sees it from the first statement on.
 */
import pg from 'pg';
import { DatabaseUnavailable, toDatabaseError } from './db-errors.ts';
import { TickSocket } from './tick-socket.ts';

/** 64-bit integers stay strings: message ids do not fit a JavaScript number. */
pg.types.setTypeParser(20, (text) => text);

/**
 * Which rights a connection works with.
 * - `titian_api`: under row-level security; sees the workspace of its transaction, and nothing without one.
 * - `titian_worker`: background pipelines; sees every workspace and names it in each statement.
 * - `owner`: migrations only.
 */
export type DatabaseRole = 'titian_api' | 'titian_worker' | 'owner';

export interface Query<Params extends readonly unknown[], Row> {
  readonly name: string;
  readonly text: string;
  /** Type carrier only; never set. */
  readonly types?: (params: Params) => Row;
}

/** Every exported query is prepared against the migrated schema by a test. */
export function defineQuery<Params extends readonly unknown[], Row = never>(
  name: string,
  text: string,
): Query<Params, Row> {
  return { name, text };
}

export interface Executor {
  /** Runs one statement and returns its rows. */
  query<Params extends readonly unknown[], Row>(query: Query<Params, Row>, params: Params): Promise<Row[]>;
}

/** Marks an executor that is inside a transaction, so that operations can demand one. */
export interface Transaction extends Executor {
  readonly transaction: true;
  /** Sends a statement whose rows nobody needs without waiting for it; when it fails, the whole transaction fails. */
  send<Params extends readonly unknown[], Row>(query: Query<Params, Row>, params: Params): void;
}

export interface Database extends Executor {
  /**
   * One transaction that sees exactly one workspace. Rolls back when `work` throws. With `alone` it is the only one of
   * this name in the workspace, over all nodes, and reaches rows by key (`BY_KEY`).
   */
  inWorkspace<T>(
    workspaceId: string,
    work: (tx: Transaction) => Promise<T>,
    only?: { readonly alone: string },
  ): Promise<T>;
  /** One transaction without a workspace: global tables, or a worker that names it in each statement. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One statement under row-level security, in one round trip. */
  queryInWorkspace<Params extends readonly unknown[], Row>(
    workspaceId: string,
    query: Query<Params, Row>,
    params: Params,
  ): Promise<Row[]>;
  /** Connections waiting, idle and in all: for readiness and metrics. */
  stats(): { readonly waiting: number; readonly idle: number; readonly total: number };
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly role: DatabaseRole;
  /** Most connections held at a time. */
  readonly max: number;
  readonly applicationName: string;
  /** How long to wait; that of pipelines unless told. Owners wait for ever. */
  readonly patience?: Patience | undefined;
  /** Hears of each new connection which process of PostgreSQL serves it. */
  readonly onServed?: ((processId: number) => void) | undefined;
}

/** Milliseconds. */
export interface Patience {
  /** For a connection, free or new. */
  readonly connectMs: number;
  /** PostgreSQL gives a statement up after it. */
  readonly statementMs: number;
  /** Ours, a little later: over a dead network the server's own never arrives, and the connection would be held for ever. */
  readonly answerMs: number;
}

/** Their statements take milliseconds. What a channel has sent and could not write down over a dead connection holds its window until then. */
const PIPELINE_PATIENCE: Patience = { connectMs: 5_000, statementMs: 10_000, answerMs: 12_000 };
/** Somebody waits for the answer: rather a 503 after 5 s than a client that gives up without knowing. */
export const REQUEST_PATIENCE: Patience = { connectMs: 2_000, statementMs: 4_000, answerMs: 4_500 };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * A forgotten transaction holds back vacuum for every queue table, a runaway statement holds a core.
 * Set on each connection, because PostgreSQL applies role settings only to the role that logs in.
 */
const TIMEOUTS =
  '-c idle_in_transaction_session_timeout=30s -c lock_timeout=10s -c plan_cache_mode=force_generic_plan';

/**
 * Pipelines touch rows by key, a few at a time in tables of any size. A plan made while the queue was empty would
 * read all of it and keep doing so when it holds 100,000 rows (100 ms instead of 5 ms for 500 outcomes).
 */
const UNWANTED_PLANS = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'] as const;
export const BY_KEY = UNWANTED_PLANS.map((name) => `-c ${name}=off`).join(' ');

/** Opens a pool; does not connect yet. Throws `DatabaseUnavailable` from queries while the server is away. */
export function openDatabase(options: DatabaseOptions): Database {
  const { connectMs, statementMs, answerMs } = options.patience ?? PIPELINE_PATIENCE;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: true,
    stream: () => new TickSocket(),
    ...(options.role === 'owner'
      ? {}
      : {
          options: `-c role=${options.role} -c statement_timeout=${statementMs} ${TIMEOUTS}${options.role === 'titian_worker' ? ` ${BY_KEY}` : ''}`,
          query_timeout: answerMs,
        }),
  });
  // Idle connections break when the server restarts; the next query opens a new one.
  pool.on('error', () => undefined);
  // So does one that is in use; its query or the next one says so, and nobody else may end the process over it.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    // node-postgres keeps it for cancelling, and its types leave it out.
    if ('processID' in client && typeof client.processID === 'number') options.onServed?.(client.processID);
  });

  async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await connect(pool);
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      const failure = toDatabaseError(error);
      if (failure instanceof DatabaseUnavailable) broken = failure;
      throw failure;
    } finally {
      client.release(broken);
    }
  }

  /** `begin` travels with the first statement and `commit` with the last one: two round trips instead of four. */
  async function inTransaction<T>(begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return withClient(async (client) => {
      const sent: Promise<unknown>[] = [observed(client.query(begin))];
      try {
        const result = await work({
          transaction: true,
          query: (query, params) => run(client, query, params),
          send: (query, params) => void sent.push(observed(run(client, query, params))),
        });
        // After a failed statement PostgreSQL takes `commit` for a rollback; the statement's own error is reported.
        sent.push(observed(client.query('commit')));
        await Promise.all(sent);
        return result;
      } catch (error) {
        // A lost connection rolls back by itself, and may be too dead to be told; the first error is the one to report.
        if (toDatabaseError(error) instanceof DatabaseUnavailable) throw error;
        await client.query('rollback').catch(() => undefined);
        throw isAborted(error) ? await firstFailure(sent, error) : error;
      }
    });
  }

  return {
    query: (query, params) => withClient((client) => run(client, query, params)),
    inWorkspace: (workspaceId, work, only) =>
      inTransaction(
        only === undefined ? beginInWorkspace(workspaceId) : beginAlone(workspaceId, only.alone),
        work,
      ),
    transaction: (work) => inTransaction('begin', work),
    queryInWorkspace: (workspaceId, query, params) =>
      withClient((client) => runInWorkspace(client, workspaceId, query, params)),
    stats: () => ({ waiting: pool.waitingCount, idle: pool.idleCount, total: pool.totalCount }),
    close: () => pool.end(),
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw toDatabaseError(error);
  }
}

/** PostgreSQL says it of everything in a transaction that comes after what failed. */
const isAborted = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '25P02';

async function firstFailure(sent: readonly Promise<unknown>[], otherwise: unknown): Promise<unknown> {
  const failed = (await Promise.allSettled(sent)).find(({ status }) => status === 'rejected');
  return failed?.status === 'rejected' ? failed.reason : otherwise;
}

/** Its failure is looked at later, with the others'. */
function observed(work: Promise<unknown>): Promise<unknown> {
  work.catch(() => undefined);
  return work;
}

async function run<Params extends readonly unknown[], Row>(
  client: pg.ClientBase,
  query: Query<Params, Row>,
  params: Params,
): Promise<Row[]> {
  const values: unknown[] = [...params];
  const result = await client.query<Row & pg.QueryResultRow>({ name: query.name, text: query.text, values });
  return result.rows;
}

/** All three travel at once. After a failed statement PostgreSQL takes `commit` for a rollback. */
async function runInWorkspace<Params extends readonly unknown[], Row>(
  client: pg.ClientBase,
  workspaceId: string,
  query: Query<Params, Row>,
  params: Params,
): Promise<Row[]> {
  const [begun, found, ended] = await Promise.allSettled([
    client.query(beginInWorkspace(workspaceId)),
    run(client, query, params),
    client.query('commit'),
  ]);
  if (begun.status === 'rejected') throw begun.reason;
  if (found.status === 'rejected') throw found.reason;
  if (ended.status === 'rejected') throw ended.reason;
  return found.value;
}

/** The id is checked, not quoted: this is the one statement that cannot take parameters. */
function beginInWorkspace(workspaceId: string): string {
  if (!UUID.test(workspaceId)) throw new TypeError('workspace id is not a UUID');
  return `begin; set local app.workspace = '${workspaceId}'`;
}

const LOCK_NAME = /^[a-z]+$/;

/** One statement string, because PostgreSQL answers each in a packet of its own, and each wakes this process. */
function beginAlone(workspaceId: string, name: string): string {
  if (!LOCK_NAME.test(name)) throw new TypeError('a lock is named by letters');
  const plans = UNWANTED_PLANS.map((one) => `set local ${one} = off`).join('; ');
  const lock = `select pg_advisory_xact_lock(hashtextextended('${name}:${workspaceId}', 0))`;
  return `${beginInWorkspace(workspaceId)}; ${plans}; ${lock}`;
}
