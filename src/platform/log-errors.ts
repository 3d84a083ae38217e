/** Errors as log lines may show them: what broke and where, without the values that it broke on. */

/** Causes of causes: deeper ones repeat what is known. */
const MOST_CAUSES = 3;
/** Numbers of eight digits or more, however they are written; also takes dates, which every line has of its own. */
const NUMBER = /\+?\d(?:[\s().-]?\d){7,}/g;
const EMAIL = /[^\s"'<>()@]+@[^\s"'<>()@]+\.[^\s"'<>()@]+/g;
/** Credentials of ours, by their prefixes, and everybody's in `Bearer …` and `user:password@`. */
const CREDENTIAL = /\b(?:tt_\w+|whsec_\S+|AIza\S+)|(?<=\b(?:Bearer|Basic) )\S+|(?<=:\/\/)[^\s/@]+@/g;
/** PostgreSQL and JSON.parse quote what they cannot read; names of tables and columns have no blanks and stay. */
const QUOTED = /(["'`])(?:(?!\1)[^\\]|\\.)*\1/g;
const NAME = /^["'`][a-z_][a-z0-9_.]*["'`]$/;
const VALUE = /: ["'`].*$/s;
const QUERY = /\?\S*/g;

/** SQLSTATE classes whose words are about values: 22 data exceptions, 23 constraints, P0 raised by a function. */
const ABOUT_VALUES = /^(22|23|P0)/;

/** Words of an error without numbers, addresses, credentials and quoted values. */
export const withoutValues = (words: string): string =>
  words
    .replace(VALUE, ': ***')
    .replace(QUOTED, (quoted) => (NAME.test(quoted) ? quoted : '***'))
    .replace(CREDENTIAL, '***')
    .replace(EMAIL, '***')
    .replace(NUMBER, '***')
    .replace(QUERY, '?***');

export interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Of PostgreSQL: which table, column and constraint. */
  readonly place?: string;
  /** Frames only: the first line of a stack is the message. */
  readonly stack?: string;
  readonly cause?: ErrorFields;
}

/** Only what is named here: an error of PostgreSQL also carries the row that was refused. */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: '' };
  const place = ['table', 'column', 'constraint', 'routine'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? [`${name} ${value}`] : [];
  });
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: isAboutValues(error) ? '***' : withoutValues(error.message),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(place.length > 0 ? { place: place.join(', ') } : {}),
    ...(frames.length > 0 && depth === 0 ? { stack: frames.join('\n') } : {}),
    ...(error.cause === undefined || depth >= MOST_CAUSES
      ? {}
      : { cause: errorFields(error.cause, depth + 1) }),
  };
}

const isAboutValues = (error: Error): boolean =>
  'severity' in error && 'code' in error && ABOUT_VALUES.test(String(error.code));
