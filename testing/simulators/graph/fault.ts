/** What may happen to one message. Faults are taken one by one, in the order in which they were scripted. */
export type Fault =
  /** Refused at once with one of Meta's codes. */
  | { readonly kind: 'error'; readonly code: number; readonly status?: number }
  /** An answer in place of Meta's own; the message is not taken. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** The connection ends; the message was not taken. */
  | { readonly kind: 'cut' }
  /** The connection ends; the message was taken and its statuses come. */
  | { readonly kind: 'cut_taken' }
  /** The message was taken and no answer ever comes. */
  | { readonly kind: 'silence' }
  /** The answer takes its time. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** 200 at first, and a `failed` status later. */
  | { readonly kind: 'failed_later'; readonly code: number }
  /** The first status is told before the call is answered. */
  | { readonly kind: 'status_first' }
  /** Every webhook about it comes twice. */
  | { readonly kind: 'duplicate' }
  /** Its statuses come in the wrong order. */
  | { readonly kind: 'reorder' }
  /** `read` comes alone: the chat was open. */
  | { readonly kind: 'read_only' }
  /** The template it uses is paused from this message on. */
  | { readonly kind: 'pause_template' }
  /** The token is no good any more from this message on. */
  | { readonly kind: 'expire_token' }
  | { readonly kind: 'none' };
