/**
 * Just enough of ZIP (PKWARE APPNOTE 6.3.10) for spreadsheets: entries by name from the central directory, each
 * read as a stream, stored or deflated, up to 4 GiB; and entries written one after the other.
 */
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw, createInflateRaw } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
/** The comment at the end of an archive is at most this long. */
const MAX_TAIL = END_BYTES + 65_535;
const DEFLATED = 8;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  /** As stored, bytes. */
  readonly compressed: number;
  /** Where its own header begins. */
  readonly offset: number;
}

/** Bytes of a file from an offset on. */
export type ReadFrom = (from: number) => AsyncIterable<Buffer>;

export class ZipFault extends Error {
  override readonly name = 'ZipFault';
}

async function take(read: ReadFrom, from: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let left = length;
  for await (const part of read(from)) {
    parts.push(part.subarray(0, left));
    left -= part.length;
    if (left <= 0) break;
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length < length) throw new ZipFault('the archive ends too early');
  return bytes;
}

/** Every entry of an archive of `size` bytes, by name. Throws `ZipFault` when it is none. */
export async function readDirectory(read: ReadFrom, size: number): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailFrom = Math.max(0, size - MAX_TAIL);
  const tail = await take(read, tailFrom, size - tailFrom);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new ZipFault('the archive has no directory');
  const length = tail.readUInt32LE(end + 12);
  const from = tail.readUInt32LE(end + 16);
  if (from + length > size || length > 8 * 1024 * 1024) throw new ZipFault('the directory lies outside');
  const directory = length === 0 ? Buffer.alloc(0) : await take(read, from, length);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, '');
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      compressed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The bytes of an entry. Throws `ZipFault` past `maxBytes`: an archive of 40 kB may hold terabytes of nothing. */
export async function* readEntry(read: ReadFrom, entry: ZipEntry, maxBytes: number): AsyncGenerator<Buffer> {
  const header = await take(read, entry.offset, 30);
  if (header.readUInt32LE(0) !== LOCAL) throw new ZipFault(`${entry.name} is not where it should be`);
  const from = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const raw = limited(read, from, entry.compressed);
  let total = 0;
  for await (const bytes of entry.method === DEFLATED ? inflated(raw, entry.name) : raw) {
    total += bytes.length;
    if (total > maxBytes) throw new ZipFault(`${entry.name} is larger than ${maxBytes} bytes`);
    yield bytes;
  }
}

async function* inflated(raw: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const source = Readable.from(raw);
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  source.on('error', (error) => inflate.destroy(error));
  try {
    yield* source.pipe(inflate);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? new ZipFault(`${name} is damaged`) : error;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

async function* limited(read: ReadFrom, from: number, length: number): AsyncGenerator<Buffer> {
  let left = length;
  if (left === 0) return;
  for await (const bytes of read(from)) {
    yield bytes.subarray(0, left);
    left -= bytes.length;
    if (left <= 0) return;
  }
  throw new ZipFault('the archive ends too early');
}

export interface ZipWriter {
  /** The bytes of one entry; its text is deflated as it comes, only the deflated form is held. */
  add(name: string, text: AsyncIterable<string> | Iterable<string>): Promise<Buffer>;
  /** The directory: the end of the archive. */
  end(): Buffer;
}

/** Writes an archive entry by entry; each may be up to 4 GiB. */
export function createZipWriter(): ZipWriter {
  const directory: Buffer[] = [];
  let offset = 0;
  return {
    async add(name, text) {
      const { packed, size, crc } = await deflated(text);
      const label = Buffer.from(name, 'utf8');
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      // Bit 11: the name is UTF-8.
      common.writeUInt16LE(0x0800, 2);
      common.writeUInt16LE(DEFLATED, 4);
      // 1 January 1980: the archive says nothing about when.
      common.writeUInt32LE(0x0021_0000, 6);
      common.writeUInt32LE(crc, 10);
      common.writeUInt32LE(packed.length, 14);
      common.writeUInt32LE(size, 18);
      common.writeUInt16LE(label.length, 22);
      const entry = Buffer.alloc(46);
      entry.writeUInt32LE(ENTRY, 0);
      entry.writeUInt16LE(20, 4);
      common.copy(entry, 6);
      entry.writeUInt32LE(offset, 42);
      directory.push(Buffer.concat([entry, label]));
      const signature = Buffer.alloc(4);
      signature.writeUInt32LE(LOCAL, 0);
      const bytes = Buffer.concat([signature, common, label, packed]);
      offset += bytes.length;
      return bytes;
    },
    end() {
      const list = Buffer.concat(directory);
      const end = Buffer.alloc(END_BYTES);
      end.writeUInt32LE(END, 0);
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(list.length, 12);
      end.writeUInt32LE(offset, 16);
      return Buffer.concat([list, end]);
    },
  };
}

async function deflated(
  text: AsyncIterable<string> | Iterable<string>,
): Promise<{ readonly packed: Buffer; readonly size: number; readonly crc: number }> {
  let size = 0;
  let crc = 0;
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const piece of text) {
      const bytes = Buffer.from(piece, 'utf8');
      size += bytes.length;
      crc = crc32(bytes, crc);
      yield bytes;
    }
  }
  const parts: Buffer[] = [];
  const source = Readable.from(measured());
  const deflate = createDeflateRaw({ level: 4 });
  source.on('error', (error) => deflate.destroy(error));
  for await (const part of source.pipe(deflate)) parts.push(part);
  return { packed: Buffer.concat(parts), size, crc };
}
