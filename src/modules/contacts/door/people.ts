/** Who is behind messages that came together. */
import type { ActorRef } from '../../../platform/events/event.ts';
import { MAX_NAME_LENGTH, type NewIdentity } from '../contract.ts';
import { canonicalIdentity } from '../identity-address.ts';

export interface Sender {
  /** As the channel told them; the first is the one that wrote. */
  readonly identities: readonly NewIdentity[];
  readonly profileName?: string;
  readonly at: Date;
}

/** One or more messages from the same addresses. */
export interface Person {
  /** In their one form; the first is the one that wrote. */
  readonly wanted: readonly NewIdentity[];
  /** As told last. */
  readonly name: string | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Where their messages stand in the list, the first one first. */
  readonly members: readonly number[];
}

export interface ResolvedSender {
  /** Internal ids: 64 bits as text. */
  readonly contactId: string;
  readonly identityId: string;
  /** The contact is new. */
  readonly created: boolean;
  /** An address was added to a contact that was known by another one. */
  readonly linked: boolean;
}

export const INBOUND: ActorRef = { kind: 'system', id: 'inbound' };

/** An address as a key of a map. */
export const keyOf = ({ kind, address }: NewIdentity): string => `${kind} ${address}`;

/** What the history says of an identity that somebody gets. */
export const moveTo = ({ id, kind, address }: NewIdentity & { readonly id: string }, to: string) => ({
  id,
  kind,
  address,
  from: null,
  to,
});

/** Those with the same addresses are one; those without a usable one are left out. */
export function peopleOf(senders: readonly Sender[]): Person[] {
  const people = new Map<string, Person>();
  senders.forEach(({ identities, profileName, at }, i) => {
    const wanted = usable(identities);
    if (wanted.length === 0) return;
    const key = wanted.map(keyOf).join('\n');
    const known = people.get(key);
    people.set(key, {
      wanted,
      name: nameOf(profileName) ?? known?.name ?? null,
      firstAt: known?.firstAt ?? at,
      lastAt: known === undefined || known.lastAt < at ? at : known.lastAt,
      members: [...(known?.members ?? []), i],
    });
  });
  return [...people.values()];
}

/** `first`: of whom no two share an address. `later`: who shares one with somebody before, in their order. */
export function disjointPeople(people: readonly Person[]): { first: Person[]; later: Person[] } {
  const taken = new Set<string>();
  const first: Person[] = [];
  const later: Person[] = [];
  for (const person of people) {
    const keys = person.wanted.map(keyOf);
    (keys.some((key) => taken.has(key)) ? later : first).push(person);
    for (const key of keys) taken.add(key);
  }
  return { first, later };
}

function usable(identities: readonly NewIdentity[]): NewIdentity[] {
  const unique = new Map<string, NewIdentity>();
  for (const { kind, address } of identities) {
    const canonical = canonicalIdentity(kind, address);
    if (canonical !== undefined) unique.set(`${kind} ${canonical}`, { kind, address: canonical });
  }
  return [...unique.values()];
}

function nameOf(profileName: string | undefined): string | null {
  const name = [...(profileName ?? '').replaceAll('\0', '').trim()].slice(0, MAX_NAME_LENGTH).join('').trim();
  return name === '' ? null : name;
}
