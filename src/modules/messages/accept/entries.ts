/** What a batch consists of, from the request to its answer. */
import type { z } from 'zod';
import type { SendMessage } from '../contract.ts';
import type { Queued } from './commit-queue.ts';
import type { DraftContext } from './draft.ts';
import type { Refusal } from './refusal.ts';
import type { StoredDraft } from './store-drafts.ts';

/** One element of a request: what was asked, or why it cannot even be read. */
export type RequestedMessage =
  | { readonly ok: true; readonly value: z.output<typeof SendMessage> }
  | { readonly ok: false; readonly error: Refusal };

export interface AcceptRequest {
  readonly workspaceId: string;
  /** Public id of the key or member. */
  readonly actor: string;
  readonly sandboxOnly: boolean;
  readonly locale: 'id' | 'en';
  /** `one`: a single object; `each`: accept what can be; `all`: all of them or none. */
  readonly mode: 'one' | 'each' | 'all';
  readonly messages: readonly RequestedMessage[];
  readonly idempotency: { readonly key: string; readonly fingerprint: Buffer } | undefined;
}

export interface AcceptAnswer {
  readonly status: number;
  /** JSON, exactly as it is stored for a repetition. */
  readonly body: string;
  readonly replayed: boolean;
}

export type Item =
  | { readonly ok: true; readonly stored: StoredDraft }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Prepared {
  readonly request: AcceptRequest;
  readonly table: DraftContext['table'];
  readonly prices: DraftContext['prices'];
  readonly facts: DraftContext['facts'];
  /** Monotonic milliseconds of its arrival. */
  readonly since: number;
}

export type Entry = Queued<Prepared, AcceptAnswer>;
export interface Drafted {
  readonly entry: Entry;
  readonly items: readonly Item[];
}
export interface Settled {
  readonly entry: Entry;
  readonly items: readonly Item[];
  /** Public ids of the messages that were accepted. */
  readonly ids: readonly string[];
  readonly answer: AcceptAnswer;
}
