/** What the simulated SMSC does wrong, and how it does the rest. Plain data, so that a child process can be told too. */

export type SubmitAct =
  /** Answers with this command_status. */
  | { readonly do: 'status'; readonly status: number }
  /** Never answers. */
  | { readonly do: 'drop' }
  | { readonly do: 'delay'; readonly ms: number }
  /** Cuts the connection: with RST, or with RST after half of the answer was sent. */
  | { readonly do: 'reset' | 'reset_mid_pdu' }
  /** Answers, then says goodbye. */
  | { readonly do: 'unbind' }
  /** From now on reads nothing on this connection, or reads and never answers anything. */
  | { readonly do: 'stop_reading' | 'fall_silent' }
  /** Sends a PDU whose length field is this. */
  | { readonly do: 'bad_length'; readonly length: number }
  | { readonly do: 'generic_nack'; readonly status: number };

export interface Fault {
  /** Ordinal of the first submit_sm it concerns, counted from 1 over all connections. */
  readonly from: number;
  /** How many in a row; 1 when absent. */
  readonly count?: number;
  readonly act: SubmitAct;
}

export interface SmscScript {
  /** Answer to bind_*: 0 accepts, `undefined` leaves it unanswered. */
  bindStatus: number | undefined;
  faults: readonly Fault[];
  /** Above this many submit_sm per second the answer is ESME_RTHROTTLED; 0 = never. */
  throttleAbove: number;
  answersEnquireLink: boolean;
  ids: 'decimal' | 'resp_hex_dlr_dec' | 'resp_dec_dlr_hex' | 'hex_upper_dlr_lower';
  receipts: {
    /** `asked` follows registered_delivery. */
    send: 'asked' | 'never';
    form: 'text' | 'tlv' | 'both' | 'garbled';
    order: 'after' | 'before_response';
    delayMs: number;
    copies: number;
    stat: 'DELIVRD' | 'UNDELIV' | 'EXPIRED' | 'REJECTD';
    err: string;
    /** Sends an intermediate ENROUTE notification first. */
    intermediate: boolean;
  };
  /** Unanswered deliver_sm per connection. */
  deliverWindow: number;
  /** After a refusal of deliver_sm, until it is sent again. */
  redeliverMs: number;
}

/** Parts of a script; what is left out keeps its default. */
export type ScriptChanges = Partial<Omit<SmscScript, 'receipts'>> & {
  readonly receipts?: Partial<SmscScript['receipts']>;
};

export function makeScript(changes: ScriptChanges = {}): SmscScript {
  const { receipts, ...rest } = changes;
  return {
    bindStatus: 0,
    faults: [],
    throttleAbove: 0,
    answersEnquireLink: true,
    ids: 'decimal',
    deliverWindow: 100,
    redeliverMs: 100,
    ...rest,
    receipts: {
      send: 'asked',
      form: 'text',
      order: 'after',
      delayMs: 0,
      copies: 1,
      stat: 'DELIVRD',
      err: '000',
      intermediate: false,
      ...receipts,
    },
  };
}

export function actFor(script: SmscScript, ordinal: number): SubmitAct | undefined {
  for (const { from, count = 1, act } of script.faults) {
    if (ordinal >= from && ordinal < from + count) return act;
  }
  return undefined;
}
