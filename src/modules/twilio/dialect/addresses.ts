/** Addresses as Twilio writes them: a number or a name, or a number of WhatsApp after its prefix. */
const PREFIX = 'whatsapp:';

export interface Address {
  readonly medium: 'sms' | 'whatsapp';
  /** Without the prefix. */
  readonly address: string;
}

export const readAddress = (text: string): Address =>
  text.toLowerCase().startsWith(PREFIX)
    ? { medium: 'whatsapp', address: text.slice(PREFIX.length).trim() }
    : { medium: 'sms', address: text };

export const writeAddress = ({ medium, address }: Address): string =>
  medium === 'whatsapp' ? `${PREFIX}${address}` : address;
