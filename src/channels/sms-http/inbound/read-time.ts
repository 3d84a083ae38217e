/** Times as gateways write them; all of them in UTC unless they say otherwise. */

const EARLIEST = Date.UTC(2020, 0, 1);
/** Clocks differ; a report from further ahead than this has its time wrong. */
const AHEAD_MS = 24 * 3_600_000;

const SECOND = 1_000;
const MINUTE = 60_000;

/**
 * The last moment the text can mean, and no later than now: a report to the minute must not come before the message
 * it is about. undefined when it is no time, or one that cannot be right.
 */
export function readTime(text: string | undefined, now: number): Date | undefined {
  const { from, lasts } = text === undefined ? NO_TIME : parse(text.trim());
  if (!(from >= EARLIEST && from <= now + AHEAD_MS)) return undefined;
  return new Date(Math.max(from, Math.min(from + lasts - 1, now)));
}

interface Span {
  readonly from: number;
  /** Milliseconds that the text does not tell apart. */
  readonly lasts: number;
}

const NO_TIME: Span = { from: Number.NaN, lasts: 1 };

function parse(text: string): Span {
  if (/^\d{13}$/.test(text)) return { from: Number(text), lasts: 1 };
  // YYMMDDhhmm and seconds since 1970 both have ten digits; seconds begin with 16 to 19 until 2033.
  if (/^1[6-9]\d{8}$/.test(text)) return { from: Number(text) * SECOND, lasts: SECOND };
  const compact = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/.exec(text);
  if (compact !== null) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = compact
      .slice(1)
      .map((part) => Number(part ?? 0));
    const from = Date.UTC(2000 + year, month - 1, day, hour, minute, second);
    return { from, lasts: compact[6] === undefined ? MINUTE : SECOND };
  }
  const plain = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    text,
  );
  if (plain !== null) {
    const [, date = '', time = '', second = '', fraction = '', zone = 'Z'] = plain;
    const from = Date.parse(
      `${date}T${time}${second}${fraction}${zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`,
    );
    return { from, lasts: fraction !== '' ? 1 : second !== '' ? SECOND : MINUTE };
  }
  // RFC 2822, the other form in use; anything freer is left alone.
  return /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} /.test(text)
    ? { from: Date.parse(text), lasts: SECOND }
    : NO_TIME;
}
