/** Cuts a byte stream into PDUs. A PDU inside one chunk is handed on as a view, without a copy. */
import { HEADER_LENGTH, MAX_PDU_LENGTH } from './commands.ts';

/** Gets a whole PDU, header included; returns false to stop reading for good. */
export type OnFrame = (buffer: Buffer, start: number, end: number) => boolean;

export interface FrameReader {
  /** Returns false once the stream is out of step or the receiver stopped: nothing after it can be trusted. */
  push(chunk: Buffer): boolean;
}

/** `onBadLength` hears of a length outside 16 … `maxLength`, with the sequence number when it can be seen. */
export function createFrameReader(
  onFrame: OnFrame,
  onBadLength: (length: number, sequence: number) => void,
  maxLength = MAX_PDU_LENGTH,
): FrameReader {
  /** Collects a PDU that spans chunks. While its length is unknown it holds fewer than four octets. */
  let partial: Buffer = Buffer.alloc(0);
  let filled = 0;
  let stopped = false;

  function reject(length: number, sequence: number): boolean {
    stopped = true;
    onBadLength(length, sequence);
    return false;
  }

  /** Continues the started PDU; returns how many octets of the chunk it took, or -1 to stop. */
  function resume(chunk: Buffer): number {
    let taken = 0;
    if (filled < 4) {
      taken = chunk.copy(partial, filled, 0, Math.min(4 - filled, chunk.length));
      filled += taken;
      if (filled < 4) return taken;
      const length = partial.readUInt32BE(0);
      if (length < HEADER_LENGTH || length > maxLength) {
        reject(length, 0);
        return -1;
      }
      const whole = Buffer.allocUnsafe(length);
      partial.copy(whole, 0, 0, 4);
      partial = whole;
    }
    const more = chunk.copy(partial, filled, taken, Math.min(chunk.length, taken + partial.length - filled));
    filled += more;
    if (filled < partial.length) return taken + more;
    filled = 0;
    if (!onFrame(partial, 0, partial.length)) {
      stopped = true;
      return -1;
    }
    return taken + more;
  }

  function keep(chunk: Buffer, from: number, length: number): void {
    partial = Buffer.allocUnsafe(length);
    filled = chunk.copy(partial, 0, from);
  }

  function push(chunk: Buffer): boolean {
    if (stopped) return false;
    let at = 0;
    if (filled > 0) {
      at = resume(chunk);
      if (at < 0) return false;
    }
    while (at < chunk.length) {
      const left = chunk.length - at;
      if (left < 4) {
        keep(chunk, at, 4);
        return true;
      }
      const length = chunk.readUInt32BE(at);
      if (length < HEADER_LENGTH || length > maxLength) {
        return reject(length, left >= HEADER_LENGTH ? chunk.readUInt32BE(at + 12) : 0);
      }
      if (left < length) {
        keep(chunk, at, length);
        return true;
      }
      if (!onFrame(chunk, at, at + length)) {
        stopped = true;
        return false;
      }
      at += length;
    }
    return true;
  }

  return { push };
}
