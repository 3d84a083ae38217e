/** Turns a text into what goes into submit_sm: one or more parts in an encoding the route carries. */
import {
  LIMITS_8BIT_REFERENCE,
  LIMITS_16BIT_REFERENCE,
  MAX_SEGMENTS,
  splitText,
} from '../../../lib/segments.ts';
import type { SmppSettings } from '../settings.ts';
import { DATA_CODING } from '../wire/commands.ts';
import type { Segment } from '../wire/write-pdu.ts';
import type { Alphabet } from '../wire/writer.ts';

export interface PartPlan {
  readonly text: string;
  readonly alphabet: Alphabet;
  readonly dataCoding: number;
  readonly header: Uint8Array | undefined;
  readonly segment: Segment | undefined;
  readonly inPayload: boolean;
}

type Rules = Pick<SmppSettings, 'encoding' | 'concatenation'>;

/** `undefined` when the text needs more parts than can be numbered. */
export function planParts(
  text: string,
  rules: Rules,
  randomInt: (maxExclusive: number) => number,
): readonly PartPlan[] | undefined {
  const wide = rules.concatenation === 'udh16';
  const limits = wide ? LIMITS_16BIT_REFERENCE : LIMITS_8BIT_REFERENCE;
  const ucs2Only = rules.encoding === 'ucs2' || (isLatin1Route(rules) && !isLatin1(text));
  const { encoding, parts } = splitText(text, limits, ucs2Only);
  const alphabet = encoding === 'UCS-2' ? 'ucs2' : isLatin1Route(rules) ? 'latin1' : 'gsm7';
  const dataCoding = codingOf(alphabet, rules);
  if (parts.length === 1) return [plain(text, alphabet, dataCoding, false)];
  if (rules.concatenation === 'payload') return [plain(text, alphabet, dataCoding, true)];
  if (parts.length > MAX_SEGMENTS) return undefined;
  const reference = randomInt(wide ? 0x10000 : 0x100);
  return parts.map((part, index) => {
    const segment = { reference, total: parts.length, sequence: index + 1 };
    const sar = rules.concatenation === 'sar';
    return {
      text: part,
      alphabet,
      dataCoding,
      header: sar ? undefined : concatenationHeader(segment, wide),
      segment: sar ? segment : undefined,
      inPayload: false,
    };
  });
}

function plain(text: string, alphabet: Alphabet, dataCoding: number, inPayload: boolean): PartPlan {
  return { text, alphabet, dataCoding, header: undefined, segment: undefined, inPayload };
}

/** TS 23.040 9.2.3.24.1 (8-bit reference) and 9.2.3.24.8 (16-bit). */
function concatenationHeader({ reference, total, sequence }: Segment, wide: boolean): Uint8Array {
  return wide
    ? Uint8Array.of(6, 0x08, 4, reference >> 8, reference & 0xff, total, sequence)
    : Uint8Array.of(5, 0x00, 3, reference, total, sequence);
}

function codingOf(alphabet: Alphabet, rules: Rules): number {
  if (alphabet === 'ucs2') return DATA_CODING.ucs2;
  return rules.encoding === 'latin1_dc3' ? DATA_CODING.latin1 : DATA_CODING.smscDefault;
}

function isLatin1Route(rules: Rules): boolean {
  return rules.encoding === 'latin1_dc0' || rules.encoding === 'latin1_dc3';
}

function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}
