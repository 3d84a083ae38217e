import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Medium } from '../contract.ts';
import { routingErrors } from '../errors.ts';
import type { SenderRow } from '../queries.ts';
import type { RouteRefusal } from './decision.ts';

/** The named sender of a medium, or the medium's default. */
export function chooseSender(
  all: readonly SenderRow[],
  medium: Medium,
  from: string | undefined,
): Result<SenderRow, RouteRefusal> {
  const senders = all.filter((sender) => sender.medium === medium);
  if (from === undefined) {
    const sender = senders.find((one) => one.is_default) ?? (senders.length === 1 ? senders[0] : undefined);
    return sender === undefined ? fail({ code: routingErrors.no_sender, field: 'from' }) : ok(sender);
  }
  const sender =
    senders.find((one) => one.address === from) ??
    senders.find((one) => one.address.toLowerCase() === from.toLowerCase());
  return sender === undefined ? fail({ code: routingErrors.sender_unknown, field: 'from' }) : ok(sender);
}
