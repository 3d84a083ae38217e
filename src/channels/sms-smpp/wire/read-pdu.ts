/**
 * Reads PDUs out of a larger buffer without copying. A body that doesn't hold what the
 * specification promises yields `undefined`, never an exception and never a half-read field.
 */
import { COMMAND, ESM } from './commands.ts';
import { readTlvs, type Tlvs } from './tlv.ts';
import type { Address } from './write-pdu.ts';

/** A submit_sm, deliver_sm or data_sm that arrived. */
export interface ShortMessage {
  readonly serviceType: string;
  readonly source: Address;
  readonly destination: Address;
  readonly esmClass: number;
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  /** Header and text: short_message, or message_payload when that is used. A view, not a copy. */
  readonly userData: Buffer;
  readonly tlvs: Tlvs;
}

export interface BindRequest {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
}

/** Index of the NUL that ends the string beginning at `at`, or -1 when there is none in time. */
function nul(buffer: Buffer, at: number, end: number, max: number): number {
  const limit = Math.min(end, at + max);
  for (let i = at; i < limit; i++) if (buffer[i] === 0) return i;
  return -1;
}

function slice(buffer: Buffer, from: number, to: number): string {
  return from === to ? '' : buffer.toString('latin1', from, to);
}

/** Where the last string ended; one reader runs at a time, so this saves an object per string. */
let cursor = 0;

/** Reads a C-octet string and moves the cursor behind its NUL; `undefined` when it isn't one. */
function cstring(buffer: Buffer, end: number, max: number): string | undefined {
  const stop = nul(buffer, cursor, end, max);
  if (stop < 0) return undefined;
  const text = slice(buffer, cursor, stop);
  cursor = stop + 1;
  return text;
}

function address(buffer: Buffer, end: number, max: number): Address | undefined {
  if (cursor + 3 > end) return undefined;
  const ton = buffer[cursor++] ?? 0;
  const npi = buffer[cursor++] ?? 0;
  const text = cstring(buffer, end, max);
  return text === undefined ? undefined : { ton, npi, address: text };
}

/** `start` is where the PDU begins, header included. */
export function readShortMessage(buffer: Buffer, start: number, end: number): ShortMessage | undefined {
  cursor = start + 16;
  const serviceType = cstring(buffer, end, 6);
  if (serviceType === undefined) return undefined;
  const source = address(buffer, end, 65);
  const destination = source && address(buffer, end, 65);
  if (!destination || cursor + 3 > end) return undefined;
  const esmClass = buffer[cursor] ?? 0;
  cursor += 3; // protocol_id and priority_flag are of no use to us
  if (cstring(buffer, end, 17) === undefined) return undefined;
  const validityPeriod = cstring(buffer, end, 17);
  if (validityPeriod === undefined || cursor + 5 > end) return undefined;
  const registeredDelivery = buffer[cursor] ?? 0;
  const dataCoding = buffer[cursor + 2] ?? 0;
  const textStart = cursor + 5;
  const textEnd = textStart + (buffer[cursor + 4] ?? 0);
  if (textEnd > end) return undefined;
  const tlvs = readTlvs(buffer, textEnd, end);
  if (!tlvs) return undefined;
  const userData =
    tlvs.messagePayload && textEnd === textStart ? tlvs.messagePayload : buffer.subarray(textStart, textEnd);
  return {
    serviceType,
    source,
    destination,
    esmClass,
    validityPeriod,
    registeredDelivery,
    dataCoding,
    userData,
    tlvs,
  };
}

export function readDataSm(buffer: Buffer, start: number, end: number): ShortMessage | undefined {
  cursor = start + 16;
  const serviceType = cstring(buffer, end, 6);
  if (serviceType === undefined) return undefined;
  const source = address(buffer, end, 65);
  const destination = source && address(buffer, end, 65);
  if (!destination || cursor + 3 > end) return undefined;
  const tlvs = readTlvs(buffer, cursor + 3, end);
  if (!tlvs) return undefined;
  return {
    serviceType,
    source,
    destination,
    esmClass: buffer[cursor] ?? 0,
    validityPeriod: '',
    registeredDelivery: buffer[cursor + 1] ?? 0,
    dataCoding: buffer[cursor + 2] ?? 0,
    userData: tlvs.messagePayload ?? buffer.subarray(end, end),
    tlvs,
  };
}

/** The message id of submit_sm_resp and its like. Absent after an error, and some centres forget the NUL. */
export function readMessageId(buffer: Buffer, start: number, end: number): string {
  const from = start + 16;
  const stop = nul(buffer, from, end, 65);
  return slice(buffer, from, stop < 0 ? Math.min(end, from + 65) : stop);
}

export function readBind(buffer: Buffer, start: number, end: number): BindRequest | undefined {
  cursor = start + 16;
  const systemId = cstring(buffer, end, 16);
  const password = systemId === undefined ? undefined : cstring(buffer, end, 64);
  const systemType = password === undefined ? undefined : cstring(buffer, end, 13);
  if (systemId === undefined || password === undefined || systemType === undefined) return undefined;
  if (cursor + 3 > end) return undefined;
  return { systemId, password, systemType, interfaceVersion: buffer[cursor] ?? 0 };
}

export function isBind(command: number): boolean {
  return (
    command === COMMAND.bindTransceiver ||
    command === COMMAND.bindTransmitter ||
    command === COMMAND.bindReceiver
  );
}

export function hasHeader(message: ShortMessage): boolean {
  return (message.esmClass & ESM.userDataHeader) !== 0;
}
