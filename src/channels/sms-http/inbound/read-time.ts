/** Times as gateways write them; all of them in UTC unless they say otherwise. */

const EARLIEST = Date.UTC(2020, 0, 1);
/** Clocks differ; a report from further ahead than this has its time wrong. */
const AHEAD_MS = 24 * 3_600_000;

/** undefined when it is no time, or one that cannot be right. */
export function readTime(text: string | undefined, now: number): Date | undefined {
  const time = text === undefined ? Number.NaN : millisecondsOf(text.trim());
  return time >= EARLIEST && time <= now + AHEAD_MS ? new Date(time) : undefined;
}

function millisecondsOf(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text);
  // YYMMDDhhmm and seconds since 1970 both have ten digits; seconds begin with 16 to 19 until 2033.
  if (/^1[6-9]\d{8}$/.test(text)) return Number(text) * 1000;
  const compact = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/.exec(text);
  if (compact !== null) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = compact
      .slice(1)
      .map((part) => Number(part ?? 0));
    return Date.UTC(2000 + year, month - 1, day, hour, minute, second);
  }
  const plain =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (plain !== null) {
    const [, date = '', time = '', zone = 'Z'] = plain;
    return Date.parse(`${date}T${time}${zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`);
  }
  // RFC 2822, the other form in use; anything freer is left alone.
  return /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} /.test(text) ? Date.parse(text) : Number.NaN;
}
