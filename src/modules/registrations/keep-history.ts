import { uuidOfPublicId } from '../../lib/uuid.ts';
import type { Subscriber } from '../../platform/events/event.ts';
import { Operator } from './contract.ts';
import { insertHistory } from './queries.ts';

/** What happens to a sender's registration, whoever did it, is on its case file. */
export const historySubscriber: Subscriber = {
  name: 'registrations.history',
  types: [
    'sender.created',
    'sender.registration_changed',
    'sender.case_file_changed',
    'sender.document_added',
    'sender.document_removed',
    'sender.registration_expiring',
    'sender.registration_expired',
  ],
  async handle(tx, { id, at, type, workspaceId, actor, resource, data }) {
    const senderId = uuidOfPublicId('snd', resource);
    if (senderId === undefined) return;
    const operator = Operator.safeParse(data['operator']).data ?? null;
    const kind = type.slice('sender.'.length);
    await tx.query(insertHistory, [
      ...([workspaceId, senderId, id, operator, at, actor.id, kind, JSON.stringify(data)] as const),
    ]);
  },
};
