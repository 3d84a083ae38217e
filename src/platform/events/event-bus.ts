import { randomUUID } from 'node:crypto';
import type { DomainEvent, EventBus, Subscriber } from './event.ts';
import { insertDeliveries } from './queries.ts';

/** `onPublish` is a hint, given before the commit, that a runner may soon find something. */
export function createEventBus(subscribers: readonly Subscriber[], onPublish: () => void): EventBus {
  const listenersOf = (event: DomainEvent): readonly Subscriber[] =>
    subscribers.filter(
      ({ types, except = [], wants }) =>
        (types === '*' || types.includes(event.type)) &&
        !except.includes(event.type) &&
        (wants?.(event) ?? true),
    );
  return {
    async publish(tx, events) {
      const rows = events.flatMap((event) => {
        const listeners = listenersOf(event);
        if (listeners.length === 0) return [];
        const told = { id: randomUUID(), json: JSON.stringify(event.data), event };
        return listeners.map(({ name }) => ({ subscriber: name, ...told }));
      });
      if (rows.length === 0) return;
      await tx.query(insertDeliveries, [
        rows.map(({ event }) => event.workspaceId),
        rows.map(({ id }) => id),
        rows.map(({ subscriber }) => subscriber),
        rows.map(({ event }) => event.type),
        rows.map(({ event }) => event.actor.kind),
        rows.map(({ event }) => event.actor.id),
        rows.map(({ event }) => event.resource),
        rows.map(({ json }) => json),
      ]);
      onPublish();
    },
  };
}
