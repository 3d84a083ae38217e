/** People: what contacts need of other modules, and what messages need of contacts. */
import {
  addressesByReference,
  type ContactsCore,
  type ContactsDeps,
  contactAt,
  replaceIdentity,
  resolveSenders,
  type TransferDeps,
} from '../modules/contacts/index.ts';
import { optOutsOf } from '../modules/governance/index.ts';
import {
  forgetPerson,
  type InboundDeskDeps,
  type MessagesDeps,
  messagesOf,
  type NewsDeps,
} from '../modules/messages/index.ts';
import type { Foundation } from './foundation.ts';

const coreOf = ({ ids, publicIds, bus }: Foundation): ContactsCore => ({ ids, publicIds, bus });

export function composeContacts(base: Foundation): ContactsDeps {
  const { apiDb: db, clock, tables, publicIds } = base;
  return {
    ...coreOf(base),
    db,
    clock,
    async messagesOf(workspaceId, addresses, before, limit) {
      const deps = { db, clock, tables, publicIds };
      const found = await messagesOf(deps, workspaceId, addresses, before, limit);
      return found.map(({ id, at, party, view }) => ({ id, at, message: { ...view, party } }));
    },
    optOutsOf: (workspaceId, addresses) => optOutsOf(db, workspaceId, addresses),
    forgetPerson,
  };
}

/** About 200 ms, so that whoever edits one of these contacts waits no longer. */
const IMPORT_BATCH_ROWS = 1_000;

/** Imports and exports run in the background and read as the worker. */
export function composeTransfers(base: Foundation): TransferDeps {
  const { workerDb: db, log, clock } = base;
  const contacts = { ...composeContacts(base), db };
  return { ...coreOf(base), db, log, now: clock.now, contacts, batchRows: IMPORT_BATCH_ROWS };
}

/** Whom a request means by `con_…` or `idn_…`, and whose an address is. */
export function peopleSources(base: Foundation): Pick<MessagesDeps, 'addressesOf' | 'contactAt'> {
  const { apiDb: db, publicIds } = base;
  return {
    addressesOf: (workspaceId, references) =>
      db.inWorkspace(workspaceId, (tx) => addressesByReference({ publicIds }, tx, workspaceId, references)),
    contactAt: (workspaceId, place) =>
      db.inWorkspace(workspaceId, (tx) => contactAt({ publicIds }, tx, workspaceId, place)),
  };
}

/** Whose incoming messages and changes of address are, in the transactions that store them. */
export function inboundPeople(
  base: Foundation,
): Pick<InboundDeskDeps, 'resolveSenders'> & Pick<NewsDeps, 'replaceIdentity'> {
  const core = coreOf(base);
  return {
    async resolveSenders(tx, workspaceId, people) {
      const found = await resolveSenders(tx, core, workspaceId, people);
      return found.map((one) =>
        one === undefined ? undefined : { contact: base.publicIds.encode('con', BigInt(one.contactId)) },
      );
    },
    replaceIdentity: (tx, change) => replaceIdentity(tx, core, change),
  };
}
