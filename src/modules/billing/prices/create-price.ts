import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import { ConstraintViolation } from '../../../platform/db-errors.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { CreatePrice, Price } from '../contract.ts';
import type { BillingDeps } from '../deps.ts';
import { billingErrors } from '../errors.ts';
import { insertPrice } from '../queries/prices.ts';
import { priceView } from './price-view.ts';

/** Sets a price from a moment on; those before stay as they are, and so do messages that had them. */
export async function createPrice(
  deps: BillingDeps,
  actor: Actor,
  input: z.input<typeof CreatePrice>,
): Promise<Price> {
  const workspaceId = requireWorkspace(actor);
  const id = randomUUID();
  const { medium, operator, amount, channel = null } = input;
  const { class: messageClass = '*', category = '*', inWindow = false } = input;
  const { currency = 'IDR', chargeOn = 'sent' } = input;
  const validFrom = input.validFrom === undefined ? new Date(deps.clock.now()) : new Date(input.validFrom);
  const channelId = await findChannelId(deps, workspaceId, channel);
  try {
    await deps.db.inWorkspace(workspaceId, async (tx) => {
      await tx.query(insertPrice, [
        workspaceId,
        id,
        medium,
        channelId,
        operator,
        messageClass,
        category,
        inWindow,
        String(amount),
        currency,
        chargeOn,
        validFrom,
      ]);
      await deps.bus.publish(tx, [
        {
          type: 'price.created',
          workspaceId,
          actor: actorRef(actor),
          resource: publicIdOfUuid('prc', id),
          data: {
            medium,
            channel,
            operator,
            class: messageClass,
            category,
            inWindow,
            amount,
            currency,
            chargeOn,
          },
        },
      ]);
    });
  } catch (error) {
    if (error instanceof ConstraintViolation)
      throw new Problem(billingErrors.price_exists, { field: 'validFrom' });
    throw error;
  }
  deps.priceLists.forget(workspaceId);
  return priceView({
    id,
    medium,
    channel_id: channelId,
    operator,
    class: messageClass,
    category,
    in_window: inWindow,
    amount: String(amount),
    currency,
    charge_on: chargeOn,
    valid_from: validFrom,
  });
}

/** UUID of a channel of this workspace; null stays null. */
export async function findChannelId(
  deps: Pick<BillingDeps, 'channelNames'>,
  workspaceId: string,
  channel: string | null,
): Promise<string | null> {
  if (channel === null) return null;
  const id = uuidOfPublicId('chn', channel);
  if (id === undefined || !(await deps.channelNames(workspaceId)).has(id))
    throw new Problem(billingErrors.channel_unknown, { field: 'channel' });
  return id;
}
