/** Index of the NUL that ends the string beginning at `at`, or -1 when there is none before `limit`. */
export function findNul(buffer: Buffer, at: number, limit: number): number {
  for (let i = at; i < limit; i++) if (buffer[i] === 0) return i;
  return -1;
}
