let latest = new Date(0);

/**
 * The date of a moment, in milliseconds since the epoch. Who asks for the same moment again gets the same date, because
 * a thousand messages of a request share theirs and each would take 112 bytes. Nobody may change it.
 */
export function sharedDate(ms: number): Date {
  if (latest.getTime() !== ms) latest = new Date(ms);
  return latest;
}
