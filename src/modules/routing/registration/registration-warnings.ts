import type { Operator, RouteExplanation } from '../contract.ts';
import type { RoutingTable } from '../decide/decision.ts';
import type { SenderRow } from '../queries.ts';

const WORDS = {
  id: 'Pengirim ini belum aktif di operator penerima: pesan bisa diblokir atau namanya diganti.',
  en: 'This sender is not active at the recipient’s operator: messages may be blocked, or its name replaced.',
} as const;

/** Indonesian operators register names one by one; numbers need no registration. */
export function registrationWarnings(
  { registrations }: Pick<RoutingTable, 'registrations'>,
  sender: SenderRow,
  operator: Operator | null,
): RouteExplanation['warnings'] {
  if (operator === null || sender.medium !== 'sms' || sender.kind !== 'alphanumeric') return [];
  const found = registrations.find((one) => one.sender_id === sender.id && one.operator === operator);
  const status = found?.status ?? 'not_started';
  return status === 'approved'
    ? []
    : [{ code: 'sender_not_registered', operator, status, words: { ...WORDS } }];
}
