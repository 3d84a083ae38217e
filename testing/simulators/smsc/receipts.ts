/** The receipts the simulated SMSC writes. */
import { COMMAND, TAG } from '../../../src/channels/sms-smpp/wire/commands.ts';
import type { ReceivedMessage } from '../../../src/channels/sms-smpp/wire/read-pdu.ts';
import type { OutgoingShortMessage } from '../../../src/channels/sms-smpp/wire/write-pdu.ts';
import type { PduWriter } from '../../../src/channels/sms-smpp/wire/writer.ts';
import type { SmscScript } from './script.ts';

const STATE = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const;

/** The id in the answer and the id in the receipt. */
export function idsOf(number: number, ids: SmscScript['ids']): { response: string; receipt: string } {
  const decimal = String(number);
  if (ids === 'decimal') return { response: decimal, receipt: decimal };
  const hex = number.toString(16);
  switch (ids) {
    case 'resp_hex_dlr_dec':
      return { response: hex.toUpperCase(), receipt: decimal };
    case 'resp_dec_dlr_hex':
      return { response: decimal, receipt: hex };
    case 'hex_upper_dlr_lower':
      return { response: hex.toUpperCase().padStart(16, '0'), receipt: hex };
  }
}

const MINUTE_MS = 60_000;
const lastDate = { minute: Number.NaN, text: '' };

/** YYMMDDhhmm as in Jakarta, seven hours ahead of UTC all year. */
export function jakartaDate(at: number): string {
  const minute = Math.floor(at / MINUTE_MS);
  if (minute !== lastDate.minute) {
    const jakarta = new Date(at + 7 * 60 * MINUTE_MS);
    lastDate.minute = minute;
    lastDate.text = jakarta.toISOString().slice(2, 16).replace(/[-T:]/g, '');
  }
  return lastDate.text;
}

/** `esm_class` of a receipt that ends a message, and of one on the way (5.2.12). */
const FINAL_RECEIPT = 0x04;
const INTERMEDIATE_RECEIPT = 0x20;

/** A receipt that isn't taken yet: tens of thousands may wait, so it holds no more than it must. */
export interface OwedReceipt {
  readonly receiptId: string;
  /** Its addresses are copied from there when the receipt is written. */
  readonly submit: ReceivedMessage;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** What the script said then; it may change while the receipt waits. */
  readonly script: SmscScript['receipts'];
  /** Says that the message is on its way. */
  readonly isIntermediate: boolean;
}

export const isReceipt = (delivery: OutgoingShortMessage | OwedReceipt): delivery is OwedReceipt =>
  'receiptId' in delivery;

/** Two addresses of 65 octets at most, short_message, two TLVs, and a dozen fields of one octet. */
const MOST_OCTETS = 512;

/** A deliver_sm, field by field (4.6.1). Receipts differ in little, and with a tool that measures this is most of the work. */
export function writeReceipt(writer: PduWriter, sequence: number, receipt: OwedReceipt): void {
  const { submit, script, isIntermediate } = receipt;
  writer.begin(COMMAND.deliverSm, 0, sequence, MOST_OCTETS);
  writer.u8(0); // service_type
  copyAddress(writer, submit.pdu, submit.destinationAt);
  copyAddress(writer, submit.pdu, submit.sourceAt);
  writer.u8(isIntermediate ? INTERMEDIATE_RECEIPT : FINAL_RECEIPT);
  writer.u8(0); // protocol_id
  writer.u8(0); // priority_flag
  writer.u8(0); // schedule_delivery_time
  writer.u8(0); // validity_period
  writer.u8(0); // registered_delivery
  writer.u8(0); // replace_if_present_flag
  writer.u8(0); // data_coding
  writer.u8(0); // sm_default_msg_id
  const length = writer.position();
  writer.u8(0);
  if (script.form !== 'tlv') writeText(writer, receipt);
  writer.patchU8(length, writer.position() - length - 1);
  if (script.form === 'tlv' || script.form === 'both') writeTlvs(writer, receipt);
  writer.end();
}

/** Type, plan and the octets up to their NUL. */
function copyAddress(writer: PduWriter, pdu: Buffer, from: number): void {
  let at = from;
  writer.u8(pdu[at++] ?? 0);
  writer.u8(pdu[at++] ?? 0);
  for (; (pdu[at] ?? 0) !== 0; at++) writer.u8(pdu[at] ?? 0);
  writer.u8(0);
}

const statOf = ({ script, isIntermediate }: OwedReceipt) => (isIntermediate ? 'ENROUTE' : script.stat);

function writeText(writer: PduWriter, receipt: OwedReceipt): void {
  const { receiptId: id, script } = receipt;
  if (script.form === 'garbled') {
    writer.text(`id ${id}; status=${statOf(receipt)} \u00ff\u00fe`, 'latin1');
    return;
  }
  writer.text(`id:${id}`, 'latin1');
  writer.octets(restOf(receipt));
}

/** The last one: what follows the id is the same for all receipts of a minute. */
let rest = { date: '', stat: '', err: '', octets: Buffer.alloc(0) };

function restOf(receipt: OwedReceipt): Buffer {
  const date = jakartaDate(receipt.sentAt);
  const stat = statOf(receipt);
  const { err } = receipt.script;
  if (rest.date !== date || rest.stat !== stat || rest.err !== err) {
    const delivered = stat === 'DELIVRD' ? '001' : '000';
    const text = ` sub:001 dlvrd:${delivered} submit date:${date} done date:${date} stat:${stat} err:${err} text:Kode`;
    rest = { date, stat, err, octets: Buffer.from(text, 'latin1') };
  }
  return rest.octets;
}

function writeTlvs(writer: PduWriter, receipt: OwedReceipt): void {
  const { receiptId } = receipt;
  writer.u16(TAG.receiptedMessageId);
  writer.u16(receiptId.length + 1);
  writer.cstring(receiptId, 65);
  writer.u16(TAG.messageState);
  writer.u16(1);
  writer.u8(STATE[statOf(receipt)]);
}
