/**
 * What bytes are, by how they begin: a small table of what people send each other. Sources: the formats' own
 * specifications as collected in the IANA media types registry and the WHATWG MIME Sniffing Standard, section 6.
 */

/** Bytes that are looked at; names inside an office file stand within them. */
const SNIFF_BYTES = 64 * 1024;
const UNKNOWN = 'application/octet-stream';

interface Magic {
  readonly mime: string;
  readonly at?: number;
  readonly bytes: string;
}

/** Latin-1, one character a byte. Longer ones first where one begins like another. */
const MAGICS: readonly Magic[] = [
  { mime: 'image/png', bytes: '\x89PNG\r\n\x1a\n' },
  { mime: 'image/jpeg', bytes: '\xff\xd8\xff' },
  { mime: 'image/gif', bytes: 'GIF8' },
  { mime: 'image/webp', bytes: 'WEBP', at: 8 },
  { mime: 'audio/amr', bytes: '#!AMR' },
  { mime: 'audio/ogg', bytes: 'OggS' },
  { mime: 'audio/mpeg', bytes: 'ID3' },
  { mime: 'audio/aac', bytes: '\xff\xf1' },
  { mime: 'audio/aac', bytes: '\xff\xf9' },
  { mime: 'audio/mpeg', bytes: '\xff\xfb' },
  { mime: 'audio/mpeg', bytes: '\xff\xf3' },
  { mime: 'audio/mpeg', bytes: '\xff\xf2' },
  { mime: 'application/pdf', bytes: '%PDF-' },
];

/** Brands of ISO/IEC 14496-12 `ftyp` boxes; any other is a film. */
const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/^3g/, 'video/3gpp'],
  [/^M4A/, 'audio/mp4'],
  [/^qt/, 'video/quicktime'],
  [/^(heic|heix|mif1)/, 'image/heic'],
];

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const OFFICE_PARTS: readonly (readonly [string, string])[] = [
  ['xl/', `${OFFICE}spreadsheetml.sheet`],
  ['word/', `${OFFICE}wordprocessingml.document`],
  ['ppt/', `${OFFICE}presentationml.presentation`],
];
/** Office before 2007 keeps all its kinds in one container; which one it is, only the claim can say. */
const OLD_OFFICE: ReadonlySet<string> = new Set([
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
]);
/** Kinds of plain text that nothing but the claim or the name tells apart. */
const TEXT_BY_EXTENSION: Readonly<Record<string, string>> = { csv: 'text/csv', vcf: 'text/vcard' };
const TEXTS: ReadonlySet<string> = new Set(['text/csv', 'text/plain', 'text/vcard']);

/** `claimed` and `name` decide only between kinds that their bytes do not tell apart. */
export function detectMime(head: Buffer, claimed: string, name: string): string {
  const text = head.toString('latin1', 0, SNIFF_BYTES);
  const magic = MAGICS.find(({ bytes, at = 0 }) => text.startsWith(bytes, at));
  if (magic !== undefined && (magic.mime !== 'image/webp' || text.startsWith('RIFF'))) return magic.mime;
  if (text.startsWith('ftyp', 4)) {
    const brand = text.slice(8, 12);
    return BRANDS.find(([pattern]) => pattern.test(brand))?.[1] ?? 'video/mp4';
  }
  if (text.startsWith('PK\x03\x04')) {
    return OFFICE_PARTS.find(([part]) => text.includes(part))?.[1] ?? 'application/zip';
  }
  if (text.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) {
    return OLD_OFFICE.has(claimed) ? claimed : 'application/x-cfb';
  }
  return isText(head) ? textMime(text, claimed, name) : UNKNOWN;
}

/** Text has no control characters but tab, line ends and escape; UTF-16 announces itself. */
const isText = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) ||
  (head[0] === 0xfe && head[1] === 0xff) ||
  head
    .subarray(0, SNIFF_BYTES)
    .every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);

function textMime(text: string, claimed: string, name: string): string {
  const begin = text
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .slice(0, 512)
    .toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<script|<iframe)/.test(begin)) return 'text/html';
  if (begin.startsWith('<svg') || (begin.startsWith('<?xml') && begin.includes('<svg')))
    return 'image/svg+xml';
  if (begin.startsWith('<?xml')) return 'text/xml';
  if (begin.startsWith('begin:vcard')) return 'text/vcard';
  if (TEXTS.has(claimed)) return claimed;
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return TEXT_BY_EXTENSION[extension] ?? 'text/plain';
}
