/** Structured log lines without message texts, addresses or secrets. */
import { pino } from 'pino';

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

export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
