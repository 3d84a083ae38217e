import { type Actor } from '../accounts/index.ts';
import { listSenderViews } from '../routing/index.ts';
import { daysUntil } from './case-file.ts';
import type { EndingRegistration } from './contract.ts';
import type { RegistrationsDeps } from './deps.ts';

const SOON_DAYS = 30;

/** What ends within 30 days or ended, the most urgent first. */
export async function listEnding(deps: RegistrationsDeps, actor: Actor): Promise<EndingRegistration[]> {
  const now = deps.now();
  const senders = await listSenderViews(deps.routing, actor);
  return senders
    .flatMap(({ id, address, registrations }) =>
      registrations.flatMap(({ operator, status, expiresAt }) => {
        if (expiresAt === null || (status !== 'approved' && status !== 'expired')) return [];
        const daysLeft = daysUntil(Date.parse(expiresAt), now);
        return daysLeft > SOON_DAYS ? [] : [{ sender: { id, address }, operator, expiresAt, daysLeft }];
      }),
    )
    .sort((a, b) => a.daysLeft - b.daysLeft);
}
