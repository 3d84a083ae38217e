/** One piece of evidence, as `messages.status_event` keeps it. */
export interface EventRow {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly attempt: number;
  readonly status: number;
  /** 0 speaks of the whole message. */
  readonly part: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly channelId: string;
  readonly externalId: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  /** JSON */
  readonly trace: string | null;
}

export interface FreshEvent {
  readonly workspaceId: string;
  readonly id: bigint;
  readonly status: number;
  readonly code: string | null;
}
