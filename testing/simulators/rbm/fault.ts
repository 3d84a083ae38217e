/** What may happen to one request to the API. */
export type Fault =
  /** An answer in place of the real one; nothing was taken. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly rpc?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection ends; nothing was taken. */
  | { readonly kind: 'drop' }
  /** The connection ends; the message was taken. */
  | { readonly kind: 'drop_taken' }
  /** The message was taken and no answer ever comes. */
  | { readonly kind: 'silence' }
  /** The message was taken and something unreadable comes. */
  | { readonly kind: 'malformed' }
  /** The person's phone tells of it before the sender is answered. */
  | { readonly kind: 'event_first' }
  /** All tokens end now. */
  | { readonly kind: 'tokens_end' }
  | { readonly kind: 'none' };
