/**
 * Collects PDUs until they leave with one `write`. Octets are laid into large slabs:
 * a slab is never written twice, so a socket may hold on to what it was given.
 */
import { writeGsm7 } from '../../../lib/gsm7.ts';

/** How characters become octets; the default alphabet is GSM-7, one septet per octet. */
export type Alphabet = 'gsm7' | 'latin1' | 'ucs2';

const SLAB = 65_536;

export class PduWriter {
  private slab = Buffer.allocUnsafeSlow(SLAB);
  /** Where the octets begin that were not taken yet. */
  private start = 0;
  private at = 0;
  private pduStart = 0;

  get pending(): number {
    return this.at - this.start;
  }

  /** Starts a PDU whose body is at most `maxBody` octets long. */
  begin(command: number, status: number, sequence: number, maxBody: number): void {
    if (this.at + 16 + maxBody > this.slab.length) this.grow(16 + maxBody);
    this.pduStart = this.at;
    this.at += 4;
    this.u32(command);
    this.u32(status);
    this.u32(sequence);
  }

  /** Closes the PDU: now its length is known. */
  end(): void {
    const { slab, pduStart } = this;
    const length = this.at - pduStart;
    slab[pduStart] = length >>> 24;
    slab[pduStart + 1] = length >>> 16;
    slab[pduStart + 2] = length >>> 8;
    slab[pduStart + 3] = length;
  }

  /** Everything since the last call, or `undefined`. The octets now belong to the caller. */
  take(): Buffer | undefined {
    if (this.at === this.start) return undefined;
    const octets = this.slab.subarray(this.start, this.at);
    this.start = this.at;
    return octets;
  }

  u8(value: number): void {
    this.slab[this.at++] = value;
  }

  u16(value: number): void {
    this.slab[this.at++] = value >>> 8;
    this.slab[this.at++] = value;
  }

  u32(value: number): void {
    const { slab, at } = this;
    slab[at] = value >>> 24;
    slab[at + 1] = value >>> 16;
    slab[at + 2] = value >>> 8;
    slab[at + 3] = value;
    this.at = at + 4;
  }

  /** C-octet string of at most `max` octets with its NUL; what is longer is cut. */
  cstring(text: string, max: number): void {
    const { slab } = this;
    let at = this.at;
    const length = Math.min(text.length, max - 1);
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit !== 0) slab[at++] = unit;
    }
    slab[at++] = 0;
    this.at = at;
  }

  octets(octets: Uint8Array): void {
    this.slab.set(octets, this.at);
    this.at += octets.length;
  }

  /** A text in its alphabet. Characters that GSM-7 lacks become `?`; the planner never lets that happen. */
  text(text: string, alphabet: Alphabet): void {
    if (alphabet === 'gsm7') {
      const length = writeGsm7(text, this.slab, this.at);
      if (length >= 0) {
        this.at += length;
        return;
      }
    }
    if (alphabet === 'ucs2') {
      for (let i = 0; i < text.length; i++) this.u16(text.charCodeAt(i));
      return;
    }
    const { slab } = this;
    let { at } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      slab[at++] = unit > 0xff ? 0x3f : unit;
    }
    this.at = at;
  }

  /** Remembers a place to patch later, e.g. `sm_length`. */
  position(): number {
    return this.at - this.pduStart;
  }

  patchU8(position: number, value: number): void {
    this.slab[this.pduStart + position] = value;
  }

  patchU16(position: number, value: number): void {
    this.slab[this.pduStart + position] = value >>> 8;
    this.slab[this.pduStart + position + 1] = value;
  }

  private grow(needed: number): void {
    const pending = this.at - this.start;
    const next = Buffer.allocUnsafeSlow(Math.max(SLAB, 2 * pending + needed));
    this.slab.copy(next, 0, this.start, this.at);
    this.slab = next;
    this.start = 0;
    this.at = pending;
  }
}
