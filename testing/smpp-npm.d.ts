/** The little of npm `smpp` 0.5.1 that our tests use; the package brings no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  interface PduFields {
    [field: string]: unknown;
  }

  class PDU {
    constructor(command: string, options?: PduFields);
    constructor(buffer: Buffer);
    command: string;
    command_id: number;
    command_status: number;
    sequence_number: number;
    [field: string]: unknown;
    toBuffer(): Buffer;
    response(options?: PduFields): PDU;
  }

  type Send = (options: PduFields, onResponse?: (pdu: PDU) => void) => boolean;

  interface Session {
    on(event: string, listener: (pdu: PDU) => void): this;
    send(pdu: PDU, onResponse?: (pdu: PDU) => void): boolean;
    close(done?: () => void): void;
    destroy(done?: () => void): void;
    bind_transceiver: Send;
    submit_sm: Send;
    deliver_sm: Send;
    unbind: Send;
  }

  interface SmppModule {
    PDU: typeof PDU;
    connect(options: { host: string; port: number }, onConnect?: () => void): Session;
    createServer(onSession: (session: Session) => void): Server;
  }

  const smpp: SmppModule;
  export default smpp;
  export type { PDU, PduFields, Session };
}
