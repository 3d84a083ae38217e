import { Problem } from '../../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import { TWILIO_FORMAT } from '../accounts.ts';
import type { TwilioDeps } from '../deps.ts';
import { sidOfUuid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';

/** The account that signed in. */
export interface Caller {
  readonly actor: Actor;
  readonly workspaceId: string;
  /** UUID */
  readonly accountId: string;
  readonly accountSid: string;
}

/** Throws `twilio.not_found` for other keys, and for an address that names another account. */
export function requireCaller(deps: TwilioDeps, actor: Actor, accountSid?: string): Caller {
  const workspaceId = requireWorkspace(actor);
  const accountId = actor.kind === 'key' ? actor.keyId : '';
  const own = sidOfUuid('AC', accountId);
  const isAccount = deps.targets.find(workspaceId, accountId)?.format === TWILIO_FORMAT;
  if (!isAccount || (accountSid ?? own).toLowerCase() !== own.toLowerCase())
    throw new Problem(twilioErrors.not_found, { field: 'AccountSid' });
  return { actor, workspaceId, accountId, accountSid: own };
}
