import type { EmitEvent, TakeEvent } from '../src/channels/channel.ts';

/** What `listen` asks for, made of something that stores with a promise. */
export const takeWith =
  (emit: EmitEvent): TakeEvent =>
  (event, settled) => {
    emit(event).then(
      () => settled(true),
      (error: unknown) => settled(false, error),
    );
  };
