import type { Message } from '../../contracts/messages.ts';
import { formatPhone } from '../../i18n/format.ts';

/** The person a message is exchanged with. */
export const partyOf = ({ direction, to, from }: Pick<Message, 'direction' | 'to' | 'from'>): string =>
  direction === 'out' ? to : from;

export const partyWords = (message: Pick<Message, 'direction' | 'to' | 'from'>): string =>
  formatPhone(partyOf(message));
