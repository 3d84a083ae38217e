/** What may happen to one request. */
export type Fault =
  /** An answer in place of the dialect's own; the message is not taken. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection ends; the message was not taken. */
  | { readonly kind: 'drop' }
  /** The connection ends; the message was taken. */
  | { readonly kind: 'drop_taken' }
  /** The message was taken and no answer ever comes. */
  | { readonly kind: 'silence' }
  /** The message was taken and half an answer comes. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'none' };
