import type { Transaction } from '../../platform/db.ts';
import type { EventBus } from '../../platform/events/event.ts';
import type { IdSource } from '../../platform/ids.ts';
import type { CodeHasher } from './code.ts';

export interface FlushDeps {
  readonly ids: IdSource;
  readonly hasher: CodeHasher;
  readonly bus: EventBus;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One batch of one workspace, in its transaction and under its lock. */
export interface FlushContext {
  readonly deps: FlushDeps;
  readonly tx: Transaction;
  readonly workspaceId: string;
  readonly now: number;
}
