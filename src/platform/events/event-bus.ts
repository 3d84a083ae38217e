import { randomUUID } from 'node:crypto';
import type { EventBus, Subscriber } from './event.ts';
import { insertDeliveries } from './queries.ts';

/** `onPublish` is a hint, given before the commit, that a runner may soon find something. */
export function createEventBus(subscribers: readonly Subscriber[], onPublish: () => void): EventBus {
  return {
    async publish(tx, events) {
      for (const event of events) {
        const names = subscribers
          .filter(
            ({ types, except = [], wants }) =>
              (types === '*' || types.includes(event.type)) &&
              !except.includes(event.type) &&
              (wants?.(event) ?? true),
          )
          .map(({ name }) => name);
        if (names.length === 0) continue;
        const data = JSON.stringify(event.data);
        await tx.query(insertDeliveries, [
          event.workspaceId,
          randomUUID(),
          names,
          event.type,
          event.actor.kind,
          event.actor.id,
          event.resource,
          data,
        ]);
        onPublish();
      }
    },
  };
}
