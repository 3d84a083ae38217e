/** How the bytes of a text are to be read: by its byte order mark, by where zeros stand, by whether it is UTF-8 at all. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Text beyond ASCII has zeros at every second byte in UTF-16, and nowhere in the others. */
function sixteenBit(head: Buffer): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(head.length, 2000) / 2);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[i * 2] === 0) even += 1;
    if (head[i * 2 + 1] === 0) odd += 1;
  }
  if (pairs === 0 || Math.max(even, odd) < pairs / 2) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Reads all of it: the first letter that is no UTF-8 may stand at the very end. */
export async function detectEncoding(body: AsyncIterable<Buffer>): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const bytes of body) {
      const wide = first ? sixteenBit(bytes) : undefined;
      if (wide !== undefined) return wide;
      first = false;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** Without the byte order mark; what is no letter becomes U+FFFD. */
export async function* decodeText(body: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
