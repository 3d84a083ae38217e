/**
 * Puts the parts of long texts together, keyed by (source, destination, reference, total).
 * Memory is bounded: past `MAX_TEXTS` the oldest unfinished text is given up early.
 */
import type { PartOf } from './concatenation.ts';

/** Unfinished texts at a time; 255 parts of 140 octets each make 35 kB at the very worst. */
const MAX_TEXTS = 1000;

/** How long a finished text is remembered, so that a part the centre repeats starts no second one. */
const REMEMBER_MS = 60_000;

export interface PartialText<Waiting> {
  readonly key: string;
  /** By sequence - 1. */
  readonly parts: (Buffer | undefined)[];
  filled: number;
  readonly firstAt: number;
  /** What came with the first part to arrive; the other parts share it. */
  readonly first: Waiting;
  /** On its way to the pipeline. */
  storing: boolean;
  /** What is to be told when the text is stored: the parts whose receipt wasn't confirmed yet. */
  waiting: Waiting[];
}

export type AddResult<Waiting> =
  | { readonly kind: 'incomplete' }
  /** The same part of a text that was stored already. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'complete'; readonly text: PartialText<Waiting> };

export class Reassembly<Waiting> {
  private readonly texts = new Map<string, PartialText<Waiting>>();
  private readonly finished = new Map<
    string,
    { readonly parts: readonly (Buffer | undefined)[]; readonly at: number }
  >();

  /** Octets are copied: they are views into a network buffer. */
  add(key: string, part: PartOf, octets: Buffer, waiting: Waiting, now: number): AddResult<Waiting> {
    const index = part.sequence - 1;
    if (this.finished.get(key)?.parts[index]?.equals(octets)) return { kind: 'repeated' };
    let text = this.texts.get(key);
    if (!text) {
      const parts = new Array<Buffer | undefined>(part.total);
      text = { key, parts, filled: 0, firstAt: now, first: waiting, storing: false, waiting: [] };
      this.texts.set(key, text);
    }
    if (text.parts[index] === undefined) text.filled++;
    text.parts[index] = Buffer.from(octets);
    text.waiting.push(waiting);
    return text.filled === part.total ? { kind: 'complete', text } : { kind: 'incomplete' };
  }

  /** The text is stored: parts of it that still come are repetitions. */
  finish(text: PartialText<Waiting>, now: number): void {
    this.texts.delete(text.key);
    this.finished.delete(text.key);
    this.finished.set(text.key, { parts: text.parts, at: now });
    for (const [key, entry] of this.finished) {
      if (now - entry.at < REMEMBER_MS && this.finished.size <= MAX_TEXTS) break;
      this.finished.delete(key);
    }
  }

  /** Texts whose missing parts are no longer waited for; they stay until `finish`. */
  overdue(now: number, timeoutMs: number): PartialText<Waiting>[] {
    const due: PartialText<Waiting>[] = [];
    let surplus = this.texts.size - MAX_TEXTS;
    for (const text of this.texts.values()) {
      if (surplus-- <= 0 && now - text.firstAt < timeoutMs) break;
      due.push(text);
    }
    return due;
  }

  /** Every unfinished text, for confirmations that have waited long enough. */
  unfinished(): Iterable<PartialText<Waiting>> {
    return this.texts.values();
  }

  get size(): number {
    return this.texts.size;
  }
}
