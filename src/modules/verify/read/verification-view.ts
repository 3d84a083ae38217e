import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { PublicIds } from '../../../platform/ids.ts';
import type { Verification, VerificationStatus } from '../contract.ts';
import type { VerificationRow } from '../queries/verifications.ts';

const STATUSES: readonly VerificationStatus[] = [
  'pending',
  'approved',
  'canceled',
  'replaced',
  'burned',
  'not_sent',
];

/** A pending one past its time is stored as pending, and is expired. */
export const statusOf = (row: VerificationRow, now: number): VerificationStatus =>
  row.status === 0 && row.expires_at.getTime() <= now ? 'expired' : (STATUSES[row.status] ?? 'not_sent');

/** What the list filters by: the stored status, and whether it must be past its time. */
export function filterOf(status: VerificationStatus | undefined): {
  readonly status: number | null;
  readonly expired: boolean | null;
} {
  if (status === undefined) return { status: null, expired: null };
  if (status === 'pending' || status === 'expired') return { status: 0, expired: status === 'expired' };
  return { status: STATUSES.indexOf(status), expired: null };
}

/** Never with the code: nobody but the recipient has it. */
export function verificationView(
  { publicIds, now }: { readonly publicIds: PublicIds; readonly now: number },
  row: VerificationRow,
): Verification {
  const status = statusOf(row, now);
  return {
    id: publicIds.encode('vrf', BigInt(row.id)),
    service: publicIdOfUuid('vsv', row.service_id),
    status,
    to: row.phone,
    purpose: row.purpose,
    channel: row.channel,
    operator: row.operator,
    message: row.message,
    sender: row.sender,
    sends: row.sends,
    wrongChecks: row.wrong_checks,
    checksLeft: status === 'pending' ? row.most_wrong_checks - row.wrong_checks : 0,
    cost: { amount: Number(row.cost), currency: row.currency },
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
