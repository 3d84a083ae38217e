/** SMPP 3.4 Issue 1.2: command ids (5.1.2.1), TLV tags (5.3.2) and the few field values we speak. */

export const COMMAND = {
  genericNack: 0x80000000,
  bindReceiver: 0x00000001,
  bindReceiverResp: 0x80000001,
  bindTransmitter: 0x00000002,
  bindTransmitterResp: 0x80000002,
  querySm: 0x00000003,
  querySmResp: 0x80000003,
  submitSm: 0x00000004,
  submitSmResp: 0x80000004,
  deliverSm: 0x00000005,
  deliverSmResp: 0x80000005,
  unbind: 0x00000006,
  unbindResp: 0x80000006,
  cancelSm: 0x00000008,
  cancelSmResp: 0x80000008,
  bindTransceiver: 0x00000009,
  bindTransceiverResp: 0x80000009,
  outbind: 0x0000000b,
  enquireLink: 0x00000015,
  enquireLinkResp: 0x80000015,
  alertNotification: 0x00000102,
  dataSm: 0x00000103,
  dataSmResp: 0x80000103,
} as const;

export type BindCommand =
  | typeof COMMAND.bindReceiver
  | typeof COMMAND.bindTransmitter
  | typeof COMMAND.bindTransceiver;

/** The id that answers a request. */
export function responseTo(command: number): number {
  return (command | 0x80000000) >>> 0;
}

export function isResponse(command: number): boolean {
  return command >= 0x80000000;
}

export const TAG = {
  receiptedMessageId: 0x001e,
  userMessageReference: 0x0204,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarSequence: 0x020f,
  scInterfaceVersion: 0x0210,
  networkErrorCode: 0x0423,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const;

/** `esm_class` bits (5.2.12). The middle four say what kind of message a deliver_sm is. */
export const ESM = {
  typeMask: 0x3c,
  receipt: 0x04,
  intermediate: 0x20,
  userDataHeader: 0x40,
} as const;

export const DATA_CODING = { smscDefault: 0x00, ascii: 0x01, latin1: 0x03, ucs2: 0x08 } as const;

/** Sequence numbers run from 1 to here and start again (5.1.4). */
export const MAX_SEQUENCE = 0x7fffffff;

export const HEADER_LENGTH = 16;
/** Largest PDU either side may send; a submit_sm with a full message_payload TLV stays below. */
export const MAX_PDU_LENGTH = 65_536;
