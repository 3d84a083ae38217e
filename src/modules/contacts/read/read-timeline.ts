import type { z } from 'zod';
import { firstIdAt, LARGEST_ID } from '../../../platform/ids.ts';
import { type Actor, can, requireWorkspace } from '../../accounts/index.ts';
import type { ContactTimeline, ContactTimelineEntry, ListHistory, TimelineMessage } from '../contract.ts';
import type { AddressSpan, ContactsDeps, MessageOfContact, OptOutOfContact } from '../deps.ts';
import { maskAny, seesWhole } from '../mask.ts';
import { contactIdOf } from '../own/load.ts';
import { type ChangeRow, listChanges } from '../queries/changes.ts';
import { type IdentityRow, identitiesOfContacts } from '../queries/identities.ts';
import { changeView } from './change-view.ts';
import { readCursor } from './cursor.ts';
import { withParts } from './list-history.ts';

interface Dated {
  readonly id: bigint;
  readonly entry: ContactTimelineEntry;
}

/** Messages over all addresses of a contact, what changed, and opt-outs: newest first, by ids that sort by time. */
export async function readTimeline(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof ListHistory>,
): Promise<ContactTimeline> {
  const workspaceId = requireWorkspace(actor);
  const id = contactIdOf(deps, publicId);
  const before = readCursor(deps, input.cursor) ?? LARGEST_ID;
  const limit = input.limit + 1;
  const { changes, identities } = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const ids = await withParts(tx, workspaceId, id);
    return {
      changes: await tx.query(listChanges, [workspaceId, ids, before.toString(), limit]),
      identities: await tx.query(identitiesOfContacts, [workspaceId, [id]]),
    };
  });
  const spans = spansOf(identities);
  const messages = spans.length === 0 ? [] : await deps.messagesOf(workspaceId, spans, before, limit);
  const phones = identities.filter(({ ended_at }) => ended_at === null).map(({ address }) => address);
  const optOuts = phones.length === 0 ? [] : await deps.optOutsOf(workspaceId, phones);
  const viewer = { whole: seesWhole(actor), reads: can(actor, 'messages:read') };
  const all = [
    ...messages.map((message) => messageEntry(message, viewer)),
    ...changes.map((row) => changeEntry(deps, row, viewer.whole)),
    ...optOuts.map((optOut) => optOutEntry(deps, optOut, viewer.whole)).filter((one) => one.id < before),
  ].sort((a, b) => (a.id < b.id ? 1 : -1));
  const page = all.slice(0, input.limit);
  const last = all.length > input.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ entry }) => entry),
    next: last === undefined ? null : deps.publicIds.encode('cur', last.id),
  };
}

/** A number that was given out again speaks of two people, each for a time. */
const spansOf = (identities: readonly IdentityRow[]): AddressSpan[] =>
  identities.map(({ address, starts_at, ended_at }) => ({
    address,
    since: starts_at?.getTime() ?? null,
    until: ended_at?.getTime() ?? null,
  }));

function messageEntry(
  { id, at, message }: MessageOfContact,
  viewer: { readonly whole: boolean; readonly reads: boolean },
): Dated {
  // Field by field: what is handed over may know more, such as the number once more.
  const { direction, status, class: messageClass, channel, party, text, content } = message;
  return {
    id,
    entry: {
      type: 'message',
      id: message.id,
      at: at.toISOString(),
      message: {
        id: message.id,
        direction,
        status,
        class: messageClass,
        channel,
        party: viewer.whole ? party : maskAny(party),
        text: viewer.reads ? text : null,
        content: viewer.reads ? contentOf(content) : null,
      },
    },
  };
}

/** Its kind only: the message itself is a click away. */
const contentOf = (content: TimelineMessage['content']): TimelineMessage['content'] =>
  content === null
    ? null
    : { type: content.type, ...(content.kind === undefined ? {} : { kind: content.kind }) };

function changeEntry(deps: ContactsDeps, row: ChangeRow, whole: boolean): Dated {
  const change = changeView(deps, row, !whole);
  return { id: BigInt(row.id), entry: { type: 'change', id: change.id, at: change.at, change } };
}

function optOutEntry(
  deps: ContactsDeps,
  { address, source, keyword, at }: OptOutOfContact,
  whole: boolean,
): Dated {
  const id = firstIdAt(at.getTime());
  return {
    id,
    entry: {
      type: 'opt_out',
      id: deps.publicIds.encode('opt', id),
      at: at.toISOString(),
      optOut: { address: whole ? address : maskAny(address), source, keyword },
    },
  };
}
