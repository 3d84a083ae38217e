/**
 * The part of TwiML that answers a message: `<Response><Message to from action>text, or <Body> and <Media></Message>…`.
 * A strict reader of a small language: no document types, so no entities but XML's own five and numbers.
 */
import { fail, ok, type Result } from '../../../lib/result.ts';

export interface Reply {
  readonly text: string;
  /** Addresses of files that go with it. */
  readonly media?: readonly string[];
  readonly to?: string;
  readonly from?: string;
  /** Absolute address that hears of its status. */
  readonly action?: string;
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Replies of one answer; beyond it, somebody made a mistake. */
const MOST_REPLIES = 10;
const DEEPEST = 8;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The next piece: comment, CDATA, instruction, end tag, start tag, text. Sticky, so nothing is skipped. */
const PIECE =
  /<!--(?:(?!-->)[\s\S])*-->|<!\[CDATA\[(?<cdata>(?:(?!\]\]>)[\s\S])*)\]\]>|<\?(?:(?!\?>)[\s\S])*\?>|<\/(?<end>[A-Za-z][\w.-]*)\s*>|<(?<start>[A-Za-z][\w.-]*)(?<attributes>(?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** An empty answer asks for nothing. */
export function readTwiml(document: string): Result<Reply[], string> {
  const source = document.replace(/^\uFEFF/, '').trim();
  if (source === '') return ok([]);
  const root = readXml(source);
  if (!root.ok) return root;
  if (root.value.name !== 'Response') return fail('the root is not <Response>');
  const replies: Reply[] = [];
  for (const element of root.value.children) {
    if (element.name !== 'Message' && element.name !== 'Sms') continue;
    const reply = replyOf(element);
    if (!reply.ok) return reply;
    if (reply.value.text !== '' || reply.value.media !== undefined) replies.push(reply.value);
  }
  return replies.length > MOST_REPLIES ? fail(`more than ${MOST_REPLIES} messages`) : ok(replies);
}

function replyOf({ attributes, children, text }: Element): Result<Reply, string> {
  const textsOf = (wanted: string): string[] =>
    children.filter(({ name }) => name === wanted).map((one) => one.text);
  const body = textsOf('Body');
  const media = textsOf('Media').map((url) => url.trim());
  const { to, from, action = attributes['statusCallback'] } = attributes;
  if (action !== undefined && !URL.canParse(action)) return fail('action is not an absolute URL');
  return ok({
    text: (body.length > 0 ? body.join('') : text).trim(),
    ...(media.length === 0 ? {} : { media }),
    ...(to === undefined ? {} : { to }),
    ...(from === undefined ? {} : { from }),
    ...(action === undefined ? {} : { action }),
  });
}

/** The root element. Every piece of the source must be understood. */
function readXml(source: string): Result<Element, string> {
  const open: Element[] = [];
  let root: Element | undefined;
  PIECE.lastIndex = 0;
  for (let at = 0; at < source.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(source)?.groups;
    if (groups === undefined) return noMatch(source, at);
    const parent = open.at(-1);
    if (groups['start'] !== undefined) {
      const attributes = readAttributes(groups['attributes'] ?? '');
      if (attributes === undefined) return fail('an entity that XML does not know');
      const element: Element = { name: groups['start'], attributes, children: [], text: '' };
      if (parent !== undefined) parent.children.push(element);
      else if (root === undefined) root = element;
      else return fail('more than one root');
      if (groups['empty'] === '') open.push(element);
      if (open.length > DEEPEST) return fail('nested too deeply');
    } else if (groups['end'] !== undefined) {
      if (open.pop()?.name !== groups['end']) return fail(`</${groups['end']}> closes nothing`);
    } else {
      const text = groups['cdata'] ?? decodeEntities(groups['text'] ?? '');
      if (text === undefined) return fail('an entity that XML does not know');
      if (parent !== undefined) parent.text += text;
      else if (text.trim() !== '') return fail('text outside of the root');
    }
  }
  return root === undefined || open.length > 0 ? fail('an element is not closed') : ok(root);
}

const noMatch = (source: string, at: number): Result<never, string> =>
  fail(source.startsWith('<!', at) ? 'document types are not read' : `no XML at character ${at + 1}`);

function readAttributes(source: string): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of source.matchAll(ATTRIBUTE)) {
    const value = decodeEntities(double ?? single ?? '');
    if (value === undefined) return undefined;
    attributes[name] = value;
  }
  return attributes;
}

function decodeEntities(text: string): string | undefined {
  let known = true;
  const decoded = text.replace(/&([^;&\s]{1,10});|&/g, (_, name: string | undefined) => {
    const value = name === undefined ? undefined : entity(name);
    if (value === undefined) known = false;
    return value ?? '';
  });
  return known ? decoded : undefined;
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  const hex = name.startsWith('#x');
  const digits = name.slice(hex ? 2 : 1);
  if (!(hex ? /^[0-9a-fA-F]+$/ : /^[0-9]+$/).test(digits)) return undefined;
  const point = Number.parseInt(digits, hex ? 16 : 10);
  const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}
