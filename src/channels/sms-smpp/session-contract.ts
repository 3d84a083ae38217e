/** What a session and its owner have to do with each other. */
import type { ShortMessage } from './wire/read-pdu.ts';

/** The side of a session that can acknowledge what it brought. */
export interface Acknowledger {
  respond(command: number, status: number, sequence: number): void;
}

/** A submit_sm that awaits its answer; the session fills in when and where it was written. */
export interface InFlight {
  writtenAt: number;
  order: number;
}

export type CloseReason =
  | { readonly kind: 'connect_failed'; readonly error: string }
  | { readonly kind: 'bind_refused'; readonly status: number }
  | { readonly kind: 'lost' | 'dead_peer' | 'no_answers' | 'unbound_by_peer' | 'protocol_error' | 'closed' };

export interface SessionOwner<Part extends InFlight> {
  onBound(): void;
  onClosed(reason: CloseReason): void;
  onAnswer(part: Part, status: number, messageId: string): void;
  /** No answer will come: too late, or the link is gone. `written` tells whether the PDU may have left. */
  onLost(part: Part, why: 'timeout' | 'connection_lost', written: boolean): void;
  onMessage(session: Acknowledger, command: number, sequence: number, message: ShortMessage): void;
  /** The socket drained or an answer made room. */
  onRoom(): void;
}
