import { type Actor, can } from '../../accounts/index.ts';
import { maskAddress } from '../../governance/index.ts';
import type { Message, TimelineEntry } from '../contract.ts';

/**
 * People without the right to see whole numbers get the person's address masked, by the API itself. Keys keep it:
 * programs send to what they read.
 */
export const hidesNumbers = (actor: Actor): boolean =>
  actor.kind === 'member' && !can(actor, 'contacts:numbers');

export const maskParty = <View extends Pick<Message, 'direction' | 'to' | 'from'>>(view: View): View =>
  view.direction === 'out'
    ? { ...view, to: maskAddress(view.to) }
    : { ...view, from: maskAddress(view.from) };

/** Providers repeat the number in what they say on the wire, with and without `+`. */
export function maskTraces(timeline: readonly TimelineEntry[], party: string): TimelineEntry[] {
  const bare = party.replace(/^\+/, '');
  const hide = (value: string | number | boolean): string | number | boolean =>
    String(value).includes(bare) ? maskAddress(party) : value;
  return timeline.map((entry) => ({
    ...entry,
    trace:
      entry.trace === null
        ? null
        : Object.fromEntries(Object.entries(entry.trace).map(([name, value]) => [name, hide(value)])),
  }));
}
