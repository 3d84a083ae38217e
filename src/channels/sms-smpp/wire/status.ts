/** command_status (SMPP 3.4 section 5.1.3): its name, meaning and what it means for a message. */
import type { SendErrorCode } from '../../channel.ts';

type Kind = 'retryable' | 'permanent';

interface StatusEntry {
  readonly name: string;
  readonly meaning: string;
  readonly kind: Kind;
  readonly code: SendErrorCode;
}

export const STATUS = {
  ok: 0x00,
  invalidMessageLength: 0x01,
  invalidCommandLength: 0x02,
  invalidCommandId: 0x03,
  wrongBindState: 0x04,
  alreadyBound: 0x05,
  systemError: 0x08,
  invalidSource: 0x0a,
  invalidDestination: 0x0b,
  bindFailed: 0x0d,
  invalidPassword: 0x0e,
  invalidSystemId: 0x0f,
  queueFull: 0x14,
  invalidSystemType: 0x53,
  throttled: 0x58,
  temporaryAppError: 0x64,
  permanentAppError: 0x65,
  invalidTlvStream: 0xc0,
} as const;

function entry(name: string, meaning: string, kind: Kind, code: SendErrorCode): StatusEntry {
  return { name, meaning, kind, code };
}

const TABLE = new Map<number, StatusEntry>([
  [0x01, entry('ESME_RINVMSGLEN', 'message length invalid', 'permanent', 'message_invalid')],
  [0x02, entry('ESME_RINVCMDLEN', 'command length invalid', 'permanent', 'message_invalid')],
  [0x03, entry('ESME_RINVCMDID', 'command not supported', 'permanent', 'provider_error')],
  [0x04, entry('ESME_RINVBNDSTS', 'wrong bind state for the command', 'retryable', 'not_connected')],
  [0x05, entry('ESME_RALYBND', 'already bound', 'retryable', 'not_connected')],
  [0x06, entry('ESME_RINVPRTFLG', 'priority invalid', 'permanent', 'message_invalid')],
  [0x07, entry('ESME_RINVREGDLVFLG', 'registered_delivery invalid', 'permanent', 'message_invalid')],
  [0x08, entry('ESME_RSYSERR', 'system error', 'retryable', 'provider_busy')],
  [0x0a, entry('ESME_RINVSRCADR', 'sender not allowed', 'permanent', 'sender_not_allowed')],
  [0x0b, entry('ESME_RINVDSTADR', 'destination address invalid', 'permanent', 'recipient_invalid')],
  [0x0c, entry('ESME_RINVMSGID', 'message id invalid', 'permanent', 'provider_error')],
  [0x0d, entry('ESME_RBINDFAIL', 'bind failed', 'retryable', 'not_connected')],
  [0x0e, entry('ESME_RINVPASWD', 'password invalid', 'retryable', 'credentials_refused')],
  [0x0f, entry('ESME_RINVSYSID', 'system_id invalid', 'retryable', 'credentials_refused')],
  [0x11, entry('ESME_RCANCELFAIL', 'cancelling failed', 'permanent', 'provider_error')],
  [0x13, entry('ESME_RREPLACEFAIL', 'replacing failed', 'permanent', 'provider_error')],
  [0x14, entry('ESME_RMSGQFUL', 'message queue full', 'retryable', 'throttled')],
  [0x15, entry('ESME_RINVSERTYP', 'service type invalid', 'permanent', 'message_invalid')],
  [0x33, entry('ESME_RINVNUMDESTS', 'number of destinations invalid', 'permanent', 'message_invalid')],
  [0x34, entry('ESME_RINVDLNAME', 'distribution list invalid', 'permanent', 'message_invalid')],
  [0x40, entry('ESME_RINVDESTFLAG', 'destination flag invalid', 'permanent', 'message_invalid')],
  [0x42, entry('ESME_RINVSUBREP', 'submit with replace invalid', 'permanent', 'message_invalid')],
  [0x43, entry('ESME_RINVESMCLASS', 'esm_class invalid', 'permanent', 'message_invalid')],
  [0x44, entry('ESME_RCNTSUBDL', 'cannot submit to a distribution list', 'permanent', 'message_invalid')],
  [0x45, entry('ESME_RSUBMITFAIL', 'submitting failed', 'retryable', 'provider_error')],
  [0x48, entry('ESME_RINVSRCTON', 'type of number of the sender invalid', 'permanent', 'sender_not_allowed')],
  [0x49, entry('ESME_RINVSRCNPI', 'numbering plan of the sender invalid', 'permanent', 'sender_not_allowed')],
  [
    0x50,
    entry('ESME_RINVDSTTON', 'type of number of the recipient invalid', 'permanent', 'recipient_invalid'),
  ],
  [
    0x51,
    entry('ESME_RINVDSTNPI', 'numbering plan of the recipient invalid', 'permanent', 'recipient_invalid'),
  ],
  [0x53, entry('ESME_RINVSYSTYP', 'system type invalid', 'retryable', 'credentials_refused')],
  [0x54, entry('ESME_RINVREPFLAG', 'replace flag invalid', 'permanent', 'message_invalid')],
  [0x55, entry('ESME_RINVNUMMSGS', 'number of messages invalid', 'permanent', 'message_invalid')],
  [0x58, entry('ESME_RTHROTTLED', 'more messages per second than allowed', 'retryable', 'throttled')],
  [0x61, entry('ESME_RINVSCHED', 'scheduled time invalid', 'permanent', 'message_invalid')],
  [0x62, entry('ESME_RINVEXPIRY', 'validity period invalid', 'permanent', 'message_invalid')],
  [0x63, entry('ESME_RINVDFTMSGID', 'predefined message invalid', 'permanent', 'message_invalid')],
  [0x64, entry('ESME_RX_T_APPN', 'temporary error at the receiver', 'retryable', 'provider_busy')],
  [0x65, entry('ESME_RX_P_APPN', 'permanent error at the receiver', 'permanent', 'provider_error')],
  [0x66, entry('ESME_RX_R_APPN', 'refused by the receiver', 'permanent', 'content_refused')],
  [0x67, entry('ESME_RQUERYFAIL', 'querying failed', 'permanent', 'provider_error')],
  [0xc0, entry('ESME_RINVTLVSTREAM', 'optional part invalid', 'permanent', 'message_invalid')],
  [0xc1, entry('ESME_RTLVNOTALLWD', 'optional parameter not allowed', 'permanent', 'message_invalid')],
  [0xc2, entry('ESME_RINVTLVLEN', 'length of an optional parameter invalid', 'permanent', 'message_invalid')],
  [0xc3, entry('ESME_RMISSINGTLV', 'optional parameter missing', 'permanent', 'message_invalid')],
  [0xc4, entry('ESME_RINVTLVVAL', 'value of an optional parameter invalid', 'permanent', 'message_invalid')],
  [0xfe, entry('ESME_RDELIVERYFAILURE', 'delivery failed', 'permanent', 'recipient_unreachable')],
  [0xff, entry('ESME_RUNKNOWNERR', 'unknown error', 'retryable', 'provider_error')],
]);

function hex(status: number): string {
  return `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** `ESME_RINVDSTADR 0x0000000B: destination address invalid` */
export function describeStatus(status: number): string {
  const known = TABLE.get(status);
  return known
    ? `${known.name} ${hex(status)}: ${known.meaning}`
    : `${hex(status)}: error of the provider's own`;
}

export function isThrottling(status: number): boolean {
  return status === STATUS.throttled || status === STATUS.queueFull;
}

export interface Refusal {
  readonly kind: Kind;
  readonly code: SendErrorCode;
  readonly detail: string;
}

/**
 * What a refused submit_sm means. An unlisted status is taken for permanent: repeating
 * what a provider refuses for reasons of its own costs money and may get a bind locked.
 */
export function classifyStatus(status: number): Refusal {
  const known = TABLE.get(status);
  const detail = describeStatus(status);
  return known
    ? { kind: known.kind, code: known.code, detail }
    : { kind: 'permanent', code: 'provider_error', detail };
}

/** A bind refused for these reasons stays refused until a person changes the settings. */
export function stopsBinding(status: number): boolean {
  return (
    status === STATUS.invalidPassword ||
    status === STATUS.invalidSystemId ||
    status === STATUS.invalidSystemType
  );
}
