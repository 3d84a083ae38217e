/** Writes PDUs: mandatory fields in the order of SMPP 3.4 section 4, then TLVs. */
import { type BindCommand, COMMAND, ESM, TAG } from './commands.ts';
import type { Alphabet, PduWriter } from './writer.ts';

export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

export interface BindFields {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly addressTon: number;
  readonly addressNpi: number;
  readonly addressRange: string;
}

/** Segmentation by TLV (5.3.2.22-24). */
export interface Segment {
  readonly reference: number;
  readonly total: number;
  readonly sequence: number;
}

export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** A short message that leaves: submit_sm, deliver_sm or data_sm. */
export interface OutgoingShortMessage {
  readonly serviceType: string;
  readonly source: Address;
  readonly destination: Address;
  /** Without the header bit, which follows from `header`. */
  readonly esmClass: number;
  /** SMPP time format or empty. */
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  readonly text: string;
  readonly alphabet: Alphabet;
  /** User data header in front of the text. */
  readonly header: Uint8Array | undefined;
  readonly segment: Segment | undefined;
  /** The text travels in the message_payload TLV instead of short_message. */
  readonly inPayload: boolean;
  readonly tlvs?: readonly Tlv[];
}

/** Mandatory fields of submit_sm at their longest, without the text. */
const MAX_MANDATORY = 6 + 2 + 21 + 2 + 21 + 3 + 17 + 17 + 5;

export function writeBind(writer: PduWriter, command: BindCommand, sequence: number, bind: BindFields): void {
  writer.begin(command, 0, sequence, 128);
  writer.cstring(bind.systemId, 16);
  // The specification allows 8 octets; some centres hand out longer passwords and read them.
  writer.cstring(bind.password, 32);
  writer.cstring(bind.systemType, 13);
  writer.u8(0x34);
  writer.u8(bind.addressTon);
  writer.u8(bind.addressNpi);
  writer.cstring(bind.addressRange, 41);
  writer.end();
}

/** bind_*_resp, submit_sm_resp, deliver_sm_resp, data_sm_resp: a body of one C-octet string. */
export function writeIdResponse(
  writer: PduWriter,
  command: number,
  status: number,
  sequence: number,
  id: string,
): void {
  writer.begin(command, status, sequence, 66);
  writer.cstring(id, 65);
  writer.end();
}

/** PDUs without a body: enquire_link, unbind, their answers, generic_nack. */
export function writeHeaderOnly(writer: PduWriter, command: number, status: number, sequence: number): void {
  writer.begin(command, status, sequence, 0);
  writer.end();
}

/** submit_sm and deliver_sm share one layout (4.4.1, 4.6.1). */
export function writeShortMessage(
  writer: PduWriter,
  command: number,
  sequence: number,
  message: OutgoingShortMessage,
): void {
  writer.begin(command, 0, sequence, MAX_MANDATORY + maxTextOctets(message) + maxTlvOctets(message));
  writer.cstring(message.serviceType, 6);
  writeAddress(writer, message.source);
  writeAddress(writer, message.destination);
  writer.u8(message.header ? message.esmClass | ESM.userDataHeader : message.esmClass);
  writer.u8(0); // protocol_id
  writer.u8(0); // priority_flag
  writer.u8(0); // schedule_delivery_time: at once
  writer.cstring(message.validityPeriod, 17);
  writer.u8(message.registeredDelivery);
  writer.u8(0); // replace_if_present_flag
  writer.u8(message.dataCoding);
  writer.u8(0); // sm_default_msg_id
  if (message.inPayload) {
    writer.u8(0);
    writeTlvs(writer, message);
    writePayload(writer, message);
  } else {
    const length = writer.position();
    writer.u8(0);
    writer.patchU8(length, writeUserData(writer, message));
    writeTlvs(writer, message);
  }
  writer.end();
}

/** data_sm carries its text in message_payload only (4.7.1). */
export function writeDataSm(writer: PduWriter, sequence: number, message: OutgoingShortMessage): void {
  writer.begin(COMMAND.dataSm, 0, sequence, 160 + maxTextOctets(message) + maxTlvOctets(message));
  writer.cstring(message.serviceType, 6);
  writeAddress(writer, message.source, 65);
  writeAddress(writer, message.destination, 65);
  writer.u8(message.header ? message.esmClass | ESM.userDataHeader : message.esmClass);
  writer.u8(message.registeredDelivery);
  writer.u8(message.dataCoding);
  writeTlvs(writer, message);
  writePayload(writer, message);
  writer.end();
}

/** query_sm and cancel_sm name an earlier message (4.8.1, 4.9.1). */
export function writeQuerySm(writer: PduWriter, sequence: number, messageId: string, source: Address): void {
  writer.begin(COMMAND.querySm, 0, sequence, 96);
  writer.cstring(messageId, 65);
  writeAddress(writer, source);
  writer.end();
}

export function writeCancelSm(
  writer: PduWriter,
  sequence: number,
  messageId: string,
  source: Address,
  destination: Address,
): void {
  writer.begin(COMMAND.cancelSm, 0, sequence, 128);
  writer.u8(0); // service_type
  writer.cstring(messageId, 65);
  writeAddress(writer, source);
  writeAddress(writer, destination);
  writer.end();
}

function writeAddress(writer: PduWriter, { ton, npi, address }: Address, max = 21): void {
  writer.u8(ton);
  writer.u8(npi);
  writer.cstring(address, max);
}

function writePayload(writer: PduWriter, message: OutgoingShortMessage): void {
  writer.u16(TAG.messagePayload);
  const length = writer.position();
  writer.u16(0);
  writer.patchU16(length, writeUserData(writer, message));
}

function writeTlvs(writer: PduWriter, message: OutgoingShortMessage): void {
  if (message.segment) {
    writer.u16(TAG.sarReference);
    writer.u16(2);
    writer.u16(message.segment.reference);
    writer.u16(TAG.sarTotal);
    writer.u16(1);
    writer.u8(message.segment.total);
    writer.u16(TAG.sarSequence);
    writer.u16(1);
    writer.u8(message.segment.sequence);
  }
  if (!message.tlvs) return;
  for (const tlv of message.tlvs) {
    writer.u16(tlv.tag);
    writer.u16(tlv.value.length);
    writer.octets(tlv.value);
  }
}

function writeUserData(writer: PduWriter, message: OutgoingShortMessage): number {
  const before = writer.position();
  if (message.header) writer.octets(message.header);
  writer.text(message.text, message.alphabet);
  return writer.position() - before;
}

function maxTextOctets(message: OutgoingShortMessage): number {
  return 2 * message.text.length + 8;
}

function maxTlvOctets(message: OutgoingShortMessage): number {
  let octets = message.segment ? 20 : 0;
  if (message.tlvs) for (const tlv of message.tlvs) octets += 4 + tlv.value.length;
  return octets;
}
