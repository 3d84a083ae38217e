/** The door of contacts: people and their addresses; merging, splitting and undoing; whose message it is. */
export type { AddressSpan, ContactsCore, ContactsDeps, MessageOfContact, OptOutOfContact } from './deps.ts';
export { type OwnedIdentity, identitiesOf, ownersOf } from './door/addresses.ts';
export { addressesByReference, contactAt } from './door/references.ts';
export { type Replaced, type Replacement, replaceIdentity } from './door/replace-identity.ts';
export type { ResolvedSender, Sender } from './door/people.ts';
export { resolveSenders } from './door/resolve-senders.ts';
export { createContact } from './edit/create-contact.ts';
export { contactsErrors } from './errors.ts';
export { contactsRoutes } from './routes.ts';
export { createField } from './settings/fields.ts';
export { createTag } from './settings/tags.ts';
export type { TransferDeps } from './transfer/deps.ts';
export { transferErrors } from './transfer/errors.ts';
export { transferRoutes } from './transfer/routes.ts';
export { startContactTransfers } from './transfer/transfer-runner.ts';
