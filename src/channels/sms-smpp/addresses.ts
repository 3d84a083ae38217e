/** Type of number and numbering plan (SMPP 3.4 sections 5.2.5, 5.2.6) of the addresses we use. */
import { parsePhone } from '../../lib/phone.ts';
import type { SmppSettings } from './settings.ts';
import type { Address } from './wire/write-pdu.ts';

const ALPHANUMERIC = 5;
const INTERNATIONAL = 1;
const E164 = 1;

/** Up to this many digits a sender is a short code, not a phone number. */
const SHORT_CODE_DIGITS = 8;

/** Alphanumeric senders are 5/0, phone numbers 1/1 without `+`, short codes 3/0 or 0/0. */
export function senderAddress(from: string, settings: SmppSettings): Address {
  const bare = from.startsWith('+') ? from.slice(1) : from;
  const numeric = /^\d+$/.test(bare);
  const international = numeric && (from.startsWith('+') || bare.length > SHORT_CODE_DIGITS);
  const ton = international ? INTERNATIONAL : numeric ? Number(settings.shortCodeTon) : ALPHANUMERIC;
  return {
    ton: override(settings.sourceTon, ton),
    npi: override(settings.sourceNpi, international ? E164 : 0),
    address: bare,
  };
}

export function recipientAddress(to: string, settings: SmppSettings): Address {
  return {
    ton: override(settings.destinationTon, INTERNATIONAL),
    npi: override(settings.destinationNpi, E164),
    address: to.startsWith('+') ? to.slice(1) : to,
  };
}

function override(setting: string, automatic: number): number {
  return setting === 'auto' ? automatic : Number(setting);
}

/** A person's address as E.164 where it is a phone number; centres write it in many ways. */
export function incomingSender({ ton, address }: Address): string {
  if (ton === ALPHANUMERIC) return address;
  const parsed = parsePhone(ton === INTERNATIONAL && !address.startsWith('+') ? `+${address}` : address);
  return parsed.ok ? parsed.e164 : address;
}

/** Our own address, in the form senders are kept in: phone numbers with `+`, short codes bare. */
export function incomingRecipient({ ton, address }: Address): string {
  if (address.startsWith('+') || !/^\d+$/.test(address)) return address;
  return ton === INTERNATIONAL || address.length > SHORT_CODE_DIGITS ? `+${address}` : address;
}
