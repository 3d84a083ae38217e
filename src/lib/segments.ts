/**
 * How many short messages a text becomes and where it is cut (3GPP TS 23.040 section 9.2.3.24).
 * Browser-safe, shared by price, console and gateway.
 */
import { gsm7Length } from './gsm7.ts';

export type TextEncoding = 'GSM-7' | 'UCS-2';

export interface SegmentCount {
  readonly encoding: TextEncoding;
  /** Septets for GSM-7 (an extension character counts two), UTF-16 code units for UCS-2. */
  readonly units: number;
  /** At least 1: an empty text is still one message. */
  readonly segments: number;
  /** Capacity of each segment in `units`. */
  readonly perSegment: number;
}

/** Capacities in septets and UTF-16 code units. */
export interface SegmentLimits {
  readonly gsm7Single: number;
  readonly gsm7Part: number;
  readonly ucs2Single: number;
  readonly ucs2Part: number;
}

/** Parts carry a 6-octet header with an 8-bit reference: the usual way, and the one that is priced. */
export const LIMITS_8BIT_REFERENCE: SegmentLimits = {
  gsm7Single: 160,
  gsm7Part: 153,
  ucs2Single: 70,
  ucs2Part: 67,
};

/** Parts carry a 7-octet header with a 16-bit reference. */
export const LIMITS_16BIT_REFERENCE: SegmentLimits = {
  gsm7Single: 160,
  gsm7Part: 152,
  ucs2Single: 70,
  ucs2Part: 66,
};

/** The parts of one text are numbered in one octet. */
export const MAX_SEGMENTS = 255;

export interface SplitText {
  readonly encoding: TextEncoding;
  readonly parts: readonly string[];
}

export function countSegments(text: string, limits: SegmentLimits = LIMITS_8BIT_REFERENCE): SegmentCount {
  const septets = gsm7Length(text);
  if (septets >= 0) {
    if (septets <= limits.gsm7Single) {
      return { encoding: 'GSM-7', units: septets, segments: 1, perSegment: limits.gsm7Single };
    }
    const segments = countParts(text, limits.gsm7Part, true);
    return { encoding: 'GSM-7', units: septets, segments, perSegment: limits.gsm7Part };
  }
  if (text.length <= limits.ucs2Single) {
    return { encoding: 'UCS-2', units: text.length, segments: 1, perSegment: limits.ucs2Single };
  }
  const segments = countParts(text, limits.ucs2Part, false);
  return { encoding: 'UCS-2', units: text.length, segments, perSegment: limits.ucs2Part };
}

/**
 * Cuts a text into parts; an escape pair or a surrogate pair is never cut in two.
 * `ucs2Only` is for routes that carry no other encoding.
 */
export function splitText(
  text: string,
  limits: SegmentLimits = LIMITS_8BIT_REFERENCE,
  ucs2Only = false,
): SplitText {
  const septets = ucs2Only ? -1 : gsm7Length(text);
  const gsm7 = septets >= 0;
  const encoding = gsm7 ? 'GSM-7' : 'UCS-2';
  const units = gsm7 ? septets : text.length;
  if (units <= (gsm7 ? limits.gsm7Single : limits.ucs2Single)) return { encoding, parts: [text] };
  const parts: string[] = [];
  const perPart = gsm7 ? limits.gsm7Part : limits.ucs2Part;
  for (let start = 0; start < text.length; ) {
    const end = partEnd(text, start, perPart, gsm7);
    parts.push(text.slice(start, end));
    start = end;
  }
  return { encoding, parts };
}

function countParts(text: string, perPart: number, gsm7: boolean): number {
  let parts = 0;
  for (let start = 0; start < text.length; parts++) start = partEnd(text, start, perPart, gsm7);
  return parts;
}

/** Index after the last character that still fits into a part that begins at `start`. */
function partEnd(text: string, start: number, perPart: number, gsm7: boolean): number {
  if (!gsm7) {
    const end = start + perPart;
    if (end >= text.length) return text.length;
    return isHighSurrogate(text.charCodeAt(end - 1)) && isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
  }
  let room = perPart;
  let at = start;
  while (at < text.length) {
    room -= gsm7Length(text[at] ?? '');
    if (room < 0) break;
    at++;
  }
  return at;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
