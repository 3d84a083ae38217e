/** The database cannot be reached or is restarting. Callers answer 503 and try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** A unique or exclusion constraint refused the write; `constraint` names it. */
export class ConstraintViolation extends Error {
  override readonly name = 'ConstraintViolation';
  readonly constraint: string;
  constructor(constraint: string, cause: unknown) {
    super(`constraint ${constraint} refused the write`, { cause });
    this.constraint = constraint;
  }
}

/**
 * SQLSTATE classes that mean "not now": 08 connection, 53 out of resources
 * (53100 disk full, 53300 too many connections), 57P01-57P03 shutting down or starting, 58 system error;
 * and 57014 and 55P03, a statement or a wait for a lock that took longer than it may: the server is too busy for it.
 * Source: PostgreSQL documentation, appendix A.
 */
const UNAVAILABLE = /^(08|53|57P0[1-3]|57014|55P03|58)/;
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
/** Errors that `pg` raises itself carry no code. */
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Query read timeout/;
/** 23505 unique, 23503 foreign key, 23514 check, 23P01 exclusion. */
const CONSTRAINT = new Set(['23505', '23503', '23514', '23P01']);

export function toDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnavailable) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (UNAVAILABLE.test(code) || SOCKET.has(code) || LOST.test(error.message)) {
    return new DatabaseUnavailable('the database cannot be reached', { cause: error });
  }
  if (CONSTRAINT.has(code) && 'constraint' in error && typeof error.constraint === 'string') {
    return new ConstraintViolation(error.constraint, error);
  }
  return error;
}
