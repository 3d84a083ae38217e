/** Facts that accounts publishes; the audit trail keeps them. */
import { publicIdOfUuid } from '../../lib/uuid.ts';
import type { ActorRef, DomainEvent } from '../../platform/events/event.ts';
import type { Actor } from './actor.ts';

export type AccountsEventType =
  | 'workspace.created'
  | 'workspace.updated'
  | 'api_key.created'
  | 'api_key.revoked'
  | 'member.joined'
  | 'member.role_changed'
  | 'member.suspended'
  | 'member.reactivated'
  | 'member.removed'
  | 'member.signed_in'
  | 'member.sign_in_refused'
  | 'member.password_changed'
  | 'member.totp_enabled'
  | 'member.totp_disabled'
  | 'member.recovery_codes_renewed'
  | 'member.recovery_code_used'
  | 'member.passkey_added'
  | 'member.passkey_removed'
  | 'invitation.created'
  | 'invitation.revoked';

export interface AccountsEvent extends DomainEvent {
  readonly type: AccountsEventType;
}

/** An API key is the same object for seconds, and every message that it sends names it. */
const refs = new WeakMap<Actor, ActorRef>();

/** Who did it, as the audit trail remembers it. */
export function actorRef(actor: Actor): ActorRef {
  const known = refs.get(actor);
  if (known !== undefined) return known;
  const ref = refOf(actor);
  refs.set(actor, ref);
  return ref;
}

function refOf(actor: Actor): ActorRef {
  switch (actor.kind) {
    case 'member':
      return { kind: 'member', id: publicIdOfUuid('mbr', actor.memberId) };
    case 'key':
      return { kind: 'key', id: publicIdOfUuid('key', actor.keyId) };
    case 'user':
      return { kind: 'member', id: publicIdOfUuid('usr', actor.userId) };
    case 'system':
      return { kind: 'system', id: actor.name };
  }
}
