/** A file as `multipart/form-data` (RFC 7578), written while it is read: a video never stands in memory. */
import type { OpenFile } from '../../channel.ts';

export interface Multipart {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export function multipartOf(
  fields: Readonly<Record<string, string>>,
  file: OpenFile,
  boundary: string,
): Multipart {
  const head = Buffer.from(
    Object.entries(fields)
      .map(
        ([name, value]) =>
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('') +
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quotable(file.name)}"\r\n` +
      `content-type: ${file.mime.replaceAll(/[^\x20-\x7e]/g, '')}\r\n\r\n`,
    'utf8',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`, 'utf8');
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.size + tail.length),
    },
    bytes: pieces(head, file, tail),
  };
}

async function* pieces(head: Uint8Array, file: OpenFile, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head;
  yield* file.body();
  yield tail;
}

/** As browsers do it (WHATWG, multipart/form-data encoding). */
const quotable = (name: string): string =>
  name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
