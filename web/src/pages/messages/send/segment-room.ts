import { gsm7Length } from '../../../../../src/lib/gsm7.ts';
import { countSegments, type SegmentCount, splitText } from '../../../../../src/lib/segments.ts';

export interface SegmentRoom extends SegmentCount {
  /** Units that still fit into the last segment. */
  readonly left: number;
}

export function segmentRoom(text: string): SegmentRoom {
  const count = countSegments(text);
  if (count.segments === 1) return { ...count, left: count.perSegment - count.units };
  const last = splitText(text).parts.at(-1) ?? '';
  const used = count.encoding === 'GSM-7' ? gsm7Length(last) : last.length;
  return { ...count, left: count.perSegment - used };
}

/** Typographic characters that word processors put in place of plain ones. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['‚', "'"],
  ['′', "'"],
  ['`', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
  ['‑', '-'],
  ['…', '...'],
  ['•', '-'],
  ['\u00a0', ' '],
  ['\u2009', ' '],
  ['\u202f', ' '],
  ['\u200b', ''],
  ['\ufeff', ''],
  ['\t', ' '],
]);

export interface TextPiece {
  readonly text: string;
  /** It can't be written in GSM-7, so the whole text becomes UCS-2. */
  readonly forcing: boolean;
}

const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** The text cut where characters that force UCS-2 begin and end; an emoji stays whole. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const forcing = gsm7Length(segment) < 0;
    const last = pieces.at(-1);
    if (last !== undefined && !forcing && !last.forcing) {
      pieces[pieces.length - 1] = { text: last.text + segment, forcing };
    } else pieces.push({ text: segment, forcing });
  }
  return pieces;
}

/** Each forcing character once, in order of appearance. */
export const forcingCharacters = (text: string): string[] => [
  ...new Set(piecesOf(text).flatMap((piece) => (piece.forcing ? [piece.text] : []))),
];

export const hasPlainForm = (character: string): boolean => PLAIN.has(character);

export const plainText = (text: string): string =>
  text.replace(/[\s\S]/gu, (character) => PLAIN.get(character) ?? character);
