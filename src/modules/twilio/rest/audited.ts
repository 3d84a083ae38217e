import type { Transaction } from '../../../platform/db.ts';
import { actorRef } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import type { Caller } from './caller.ts';

export interface Change {
  readonly type:
    | 'twilio_service.saved'
    | 'twilio_service.deleted'
    | 'twilio_service.pool_changed'
    | 'twilio_number.saved';
  /** SID */
  readonly resource: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Makes a change and tells the audit trail, in one transaction. */
export const audited = <T>(
  deps: TwilioDeps,
  { actor, workspaceId }: Caller,
  { type, resource, data = {} }: Change,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> =>
  deps.db.inWorkspace(workspaceId, async (tx) => {
    const done = await work(tx);
    await deps.accounts.bus.publish(tx, [{ type, workspaceId, actor: actorRef(actor), resource, data }]);
    return done;
  });
