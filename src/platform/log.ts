/** Structured log lines without message texts, addresses or secrets. */
import { pino } from 'pino';
import { errorFields, withoutValues } from './log-errors.ts';

export type Logger = pino.Logger;

/** Fields that may never stand in a line, wherever they are nested two levels deep. */
const REDACTED = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'text',
  'body',
  'to',
  'from',
  'phone',
  'email',
  'recipient',
];

/** Fields in which others speak, e.g. a provider. */
const FOREIGN_WORDS = ['error', 'detail'];

/** Lines go to standard error, or into `stream`. */
export function createLogger(level: string, stream?: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
      serializers: { err: (error: unknown) => errorFields(error) },
      formatters: { level: (label) => ({ level: label }), log: cleaned },
    },
    stream ?? pino.destination({ dest: 2, sync: false }),
  );
}

function cleaned(fields: Record<string, unknown>): Record<string, unknown> {
  const foreign = FOREIGN_WORDS.flatMap((name) => {
    const words = fields[name];
    return typeof words === 'string' ? [[name, withoutValues(words)]] : [];
  });
  return foreign.length === 0 ? fields : { ...fields, ...Object.fromEntries(foreign) };
}
