/** Reads XML as spreadsheets write it (XML 1.0, section 2): tags and text in order, no document types, no namespaces. */

export interface XmlTag {
  readonly kind: 'open' | 'close';
  /** Without a prefix. */
  readonly name: string;
  /** Between the name and the end of the tag; `attribute` reads it. */
  readonly rest: string;
  /** `<c/>` opens and closes. */
  readonly empty: boolean;
}
export type XmlPart = XmlTag | { readonly kind: 'text'; readonly text: string };

export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

/** No tag of a spreadsheet is nearly as long. */
const MAX_PENDING = 4 * 1024 * 1024;
const SPECIAL = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Parts as they become complete; throws `XmlFault` for a document type, which could define entities without end. */
export async function* readXml(text: AsyncIterable<string>): AsyncGenerator<readonly XmlPart[]> {
  let pending = '';
  for await (const piece of text) {
    pending += piece;
    const parts: XmlPart[] = [];
    const used = readParts(pending, parts);
    pending = pending.slice(used);
    if (pending.length > MAX_PENDING) throw new XmlFault('a tag does not end');
    if (parts.length > 0) yield parts;
  }
}

/** How much of the text was read. */
function readParts(text: string, parts: XmlPart[]): number {
  let at = 0;
  for (;;) {
    const open = text.indexOf('<', at);
    if (open < 0) return at;
    if (open > at) parts.push({ kind: 'text', text: unescapeXml(text.slice(at, open)) });
    const special = SPECIAL.find(([begin]) => text.startsWith(begin, open));
    // Which of them it is may not be known yet.
    if (special === undefined && '<![CDATA['.startsWith(text.slice(open, open + 9)) && text.length < open + 9)
      return open;
    if (text.startsWith('<!DOCTYPE', open)) throw new XmlFault('a document type is not allowed');
    const end = text.indexOf(special?.[1] ?? '>', open);
    if (end < 0) return open;
    if (special === undefined) parts.push(tagOf(text.slice(open + 1, end)));
    else if (special[0] === '<![CDATA[') parts.push({ kind: 'text', text: text.slice(open + 9, end) });
    at = end + (special?.[1].length ?? 1);
  }
}

function tagOf(inside: string): XmlTag {
  const close = inside.startsWith('/');
  const empty = inside.endsWith('/');
  const body = inside.slice(close ? 1 : 0, empty ? -1 : undefined);
  const space = body.search(/\s/);
  const full = space < 0 ? body : body.slice(0, space);
  return {
    kind: close ? 'close' : 'open',
    name: full.slice(full.indexOf(':') + 1),
    rest: space < 0 ? '' : body.slice(space),
    empty,
  };
}

const ATTRIBUTES = new Map<string, RegExp>();

/** The value of an attribute, or undefined. */
export function attribute(tag: XmlTag, name: string): string | undefined {
  let pattern = ATTRIBUTES.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    ATTRIBUTES.set(name, pattern);
  }
  const found = pattern.exec(tag.rest);
  return found === null ? undefined : unescapeXml(found[1] ?? found[2] ?? '');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name)] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    const half = code >= 0xd800 && code <= 0xdfff;
    return code > 0 && code <= 0x10_ffff && !half ? String.fromCodePoint(code) : '';
  });
}

/** Characters that XML 1.0 cannot hold at all are left out. */
const UNWRITABLE = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/gu;

export const escapeXml = (text: string): string =>
  text
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
