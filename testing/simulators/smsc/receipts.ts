/** The receipts the simulated SMSC writes. */
import { TAG } from '../../../src/channels/sms-smpp/wire/commands.ts';
import type { Address, OutgoingShortMessage, Tlv } from '../../../src/channels/sms-smpp/wire/write-pdu.ts';
import type { SmscScript } from './script.ts';

const STATE = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, UNDELIV: 5, REJECTD: 8 } as const;

/** The id in the answer and the id in the receipt. */
export function idsOf(number: number, ids: SmscScript['ids']): { response: string; receipt: string } {
  const decimal = String(number);
  const hex = number.toString(16);
  switch (ids) {
    case 'resp_hex_dlr_dec':
      return { response: hex.toUpperCase(), receipt: decimal };
    case 'resp_dec_dlr_hex':
      return { response: decimal, receipt: hex };
    case 'hex_upper_dlr_lower':
      return { response: hex.toUpperCase().padStart(16, '0'), receipt: hex };
    default:
      return { response: decimal, receipt: decimal };
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
  /** As in the submit. */
  readonly source: Address;
  readonly destination: Address;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly dueAt: number;
  /** What the script said then; it may change while the receipt waits. */
  readonly script: SmscScript['receipts'];
}

export const isReceipt = (delivery: OutgoingShortMessage | OwedReceipt): delivery is OwedReceipt =>
  'receiptId' in delivery;

export function makeReceipt(
  { receiptId: id, source, destination, sentAt, script }: OwedReceipt,
  intermediate: boolean,
): OutgoingShortMessage {
  const stat = intermediate ? 'ENROUTE' : script.stat;
  const date = jakartaDate(sentAt);
  const delivered = stat === 'DELIVRD' ? '001' : '000';
  const text =
    script.form === 'garbled'
      ? `id ${id}; status=${stat} \u00ff\u00fe`
      : `id:${id} sub:001 dlvrd:${delivered} submit date:${date} done date:${date} stat:${stat} err:${script.err} text:Kode`;
  const tlvs: Tlv[] | undefined =
    script.form === 'tlv' || script.form === 'both'
      ? [
          { tag: TAG.receiptedMessageId, value: Buffer.from(`${id}\0`, 'latin1') },
          { tag: TAG.messageState, value: Uint8Array.of(STATE[stat]) },
        ]
      : undefined;
  return {
    serviceType: '',
    source: destination,
    destination: source,
    esmClass: intermediate ? INTERMEDIATE_RECEIPT : FINAL_RECEIPT,
    validityPeriod: '',
    registeredDelivery: 0,
    dataCoding: 0,
    text: script.form === 'tlv' ? '' : text,
    alphabet: 'latin1',
    header: undefined,
    segment: undefined,
    inPayload: false,
    ...(tlvs === undefined ? {} : { tlvs }),
  };
}
