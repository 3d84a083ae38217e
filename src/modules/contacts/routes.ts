import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import * as shapes from './contract.ts';
import type { ContactsDeps } from './deps.ts';
import { createContact } from './edit/create-contact.ts';
import { deleteContact } from './edit/delete-contact.ts';
import { addIdentity, removeIdentity, revealIdentity } from './edit/identities.ts';
import { readRequestKey } from './edit/request-key.ts';
import { updateContact } from './edit/update-contact.ts';
import { contactsErrors as errors } from './errors.ts';
import { mergeContacts } from './own/merge-contacts.ts';
import { splitContact } from './own/split-contact.ts';
import { undoChange } from './own/undo-change.ts';
import { getContact } from './read/get-contact.ts';
import { countAllContacts, listContacts } from './read/list-contacts.ts';
import { listHistory } from './read/list-history.ts';
import { previewMerge } from './read/preview-merge.ts';
import { readTimeline } from './read/read-timeline.ts';
import { changeField, createField, listFieldViews, removeField } from './settings/fields.ts';
import { changeTag, createTag, listTagViews, removeTag } from './settings/tags.ts';
import { countOpenSuggestions, dismissSuggestion, listSuggestionPage } from './suggest/suggestions.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'contacts-write', limit: 600, windowSeconds: 60 } as const;
/** A person reveals a number now and then; a program that reveals all of them is stopped. */
const REVEAL = { name: 'contacts-reveal', limit: 30, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const Key = z.strictObject({ key: z.string().max(40) });
const Part = z.strictObject({ id: z.string().max(64), identity: z.string().max(64) });
const ChangePart = z.strictObject({ id: z.string().max(64), change: z.string().max(64) });
const Others = z.strictObject({ others: z.array(z.string().max(64)).min(1).max(shapes.MAX_MERGE) });
const Tags = z.object({ items: z.array(shapes.Tag) });
const Fields = z.object({ items: z.array(shapes.Field) });
const Nothing = z.strictObject({});
const gone = [errors.contact_not_found];
const unusable = [...gone, errors.contact_merged];
const values = [errors.field_not_found, errors.field_value_invalid, errors.tag_not_found];
const addresses = [errors.identity_invalid, errors.identity_taken];

/** The contact as it is after the change, as its caller may see it. */
const shown = async (deps: ContactsDeps, actor: Actor, id: Promise<string>): Promise<shapes.Contact> => {
  requireWorkspace(actor);
  return getContact(deps, actor, deps.publicIds.encode('con', BigInt(await id)));
};

// biome-ignore format: one route per line is the point of this file
export const contactsRoutes = (deps: ContactsDeps): Route[] => [
  route({ method: 'GET', path: '/v1/contacts', operation: 'listContacts', summary: 'Contacts, or a search among them', permission: 'contacts:read', rate: READ_RATE, query: shapes.ListContacts, response: { 200: shapes.ContactPage }, errors: [errors.cursor_invalid, errors.tag_not_found], handler: async ({ actor }, { query }) => ({ status: 200, body: await listContacts(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/contact-count', operation: 'countContacts', summary: 'How many contacts there are, up to 10,000', permission: 'contacts:read', rate: READ_RATE, response: { 200: shapes.ContactCount }, handler: async ({ actor }) => ({ status: 200, body: await countAllContacts(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/contacts', operation: 'createContact', summary: 'Add a contact', permission: 'contacts:write', rate: WRITE, body: shapes.CreateContact, response: { 201: shapes.Contact }, errors: [...addresses, ...values, errors.idempotency_key_invalid], handler: async ({ actor, headers }, { body }) => ({ status: 201, body: await shown(deps, actor, createContact(deps, actor, body, readRequestKey(headers['idempotency-key']))) }) }),
  route({ method: 'GET', path: '/v1/contacts/{id}', operation: 'getContact', summary: 'One contact', permission: 'contacts:read', rate: READ_RATE, params: Id, response: { 200: shapes.Contact }, errors: gone, handler: async ({ actor }, { params }) => ({ status: 200, body: await getContact(deps, actor, params.id) }) }),
  route({ method: 'PATCH', path: '/v1/contacts/{id}', operation: 'updateContact', summary: 'Change a contact', permission: 'contacts:write', rate: WRITE, params: Id, body: shapes.UpdateContact, response: { 200: shapes.Contact }, errors: [...unusable, ...values], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await shown(deps, actor, updateContact(deps, actor, params.id, body)) }) }),
  route({ method: 'DELETE', path: '/v1/contacts/{id}', operation: 'deleteContact', summary: 'Erase a contact and everything written about it', permission: 'contacts:delete', rate: WRITE, params: Id, response: { 204: null }, errors: unusable, handler: async ({ actor }, { params }) => { await deleteContact(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v1/contacts/{id}/identities', operation: 'addContactIdentity', summary: 'Give a contact an address', permission: 'contacts:write', rate: WRITE, params: Id, body: shapes.NewIdentity, response: { 200: shapes.Contact }, errors: [...unusable, ...addresses, errors.too_many_identities], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await shown(deps, actor, addIdentity(deps, actor, params.id, body)) }) }),
  route({ method: 'DELETE', path: '/v1/contacts/{id}/identities/{identity}', operation: 'removeContactIdentity', summary: 'Take an address from a contact', permission: 'contacts:write', rate: WRITE, params: Part, response: { 204: null }, errors: [...unusable, errors.identity_not_found], handler: async ({ actor }, { params }) => { await removeIdentity(deps, actor, params.id, params.identity); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v1/contacts/{id}/reveal', operation: 'revealContactIdentity', summary: 'Show one whole address; the reason is audited', permission: 'contacts:reveal', rate: REVEAL, params: Id, body: shapes.RevealIdentity, response: { 200: shapes.RevealedIdentity }, errors: [...unusable, errors.identity_not_found], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await revealIdentity(deps, actor, params.id, body) }) }),
  route({ method: 'POST', path: '/v1/contacts/{id}/merge-preview', operation: 'previewContactMerge', summary: 'What a merge would bring together, and where values differ', permission: 'contacts:read', rate: READ_RATE, params: Id, body: Others, response: { 200: shapes.MergePreview }, errors: [...unusable, errors.merge_with_itself], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await previewMerge(deps, actor, params.id, body.others) }) }),
  route({ method: 'POST', path: '/v1/contacts/{id}/merge', operation: 'mergeContacts', summary: 'Make contacts part of this one', permission: 'contacts:write', rate: WRITE, params: Id, body: shapes.MergeContacts, response: { 200: shapes.Contact }, errors: [...unusable, errors.merge_with_itself, errors.merge_choice_invalid], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await shown(deps, actor, mergeContacts(deps, actor, params.id, body)) }) }),
  route({ method: 'POST', path: '/v1/contacts/{id}/split', operation: 'splitContact', summary: 'Move addresses to a new contact', permission: 'contacts:write', rate: WRITE, params: Id, body: shapes.SplitContact, response: { 201: shapes.Contact }, errors: [...unusable, errors.identity_not_found, errors.split_everything, errors.idempotency_key_invalid], handler: async ({ actor, headers }, { params, body }) => ({ status: 201, body: await shown(deps, actor, splitContact(deps, actor, params.id, body, readRequestKey(headers['idempotency-key']))) }) }),
  route({ method: 'GET', path: '/v1/contacts/{id}/history', operation: 'listContactHistory', summary: 'What was changed about a contact', permission: 'contacts:read', rate: READ_RATE, params: Id, query: shapes.ListHistory, response: { 200: shapes.ContactHistory }, errors: [...gone, errors.cursor_invalid], handler: async ({ actor }, { params, query }) => ({ status: 200, body: await listHistory(deps, actor, params.id, query) }) }),
  route({ method: 'POST', path: '/v1/contacts/{id}/history/{change}/undo', operation: 'undoContactChange', summary: 'Take a merge or a split back', permission: 'contacts:write', rate: WRITE, params: ChangePart, body: Nothing, response: { 200: shapes.Contact }, errors: [...gone, errors.change_not_found, errors.not_undoable, errors.undo_blocked], handler: async ({ actor }, { params }) => ({ status: 200, body: await shown(deps, actor, undoChange(deps, actor, params.id, params.change)) }) }),
  route({ method: 'GET', path: '/v1/contacts/{id}/timeline', operation: 'listContactTimeline', summary: 'Everything that happened with a contact, newest first', permission: 'contacts:read', rate: READ_RATE, params: Id, query: shapes.ListHistory, response: { 200: shapes.ContactTimeline }, errors: [...gone, errors.cursor_invalid], handler: async ({ actor }, { params, query }) => ({ status: 200, body: await readTimeline(deps, actor, params.id, query) }) }),
  route({ method: 'GET', path: '/v1/contact-suggestions', operation: 'listContactSuggestions', summary: 'Contacts that may be the same person', permission: 'contacts:read', rate: READ_RATE, query: shapes.ListHistory, response: { 200: shapes.SuggestionPage }, errors: [errors.cursor_invalid], handler: async ({ actor }, { query }) => ({ status: 200, body: await listSuggestionPage(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/contact-suggestion-count', operation: 'countContactSuggestions', summary: 'How many suggestions wait, up to 1,000', permission: 'contacts:read', rate: READ_RATE, response: { 200: shapes.ContactCount }, handler: async ({ actor }) => ({ status: 200, body: await countOpenSuggestions(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/contact-suggestions/{id}/dismiss', operation: 'dismissContactSuggestion', summary: 'They are not the same person', permission: 'contacts:write', rate: WRITE, params: Id, body: Nothing, response: { 204: null }, errors: [errors.suggestion_not_found], handler: async ({ actor }, { params }) => { await dismissSuggestion(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/contact-tags', operation: 'listContactTags', summary: 'Tags, and how many contacts have them', permission: 'contacts:read', rate: READ_RATE, response: { 200: Tags }, handler: async ({ actor }) => ({ status: 200, body: await listTagViews(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/contact-tags', operation: 'createContactTag', summary: 'Add a tag', permission: 'contacts:manage', rate: WRITE, body: shapes.CreateTag, response: { 201: shapes.TagRef }, errors: [errors.tag_exists, errors.too_many_tags], handler: async ({ actor }, { body }) => ({ status: 201, body: await createTag(deps, actor, body) }) }),
  route({ method: 'PATCH', path: '/v1/contact-tags/{id}', operation: 'updateContactTag', summary: 'Rename or recolour a tag', permission: 'contacts:manage', rate: WRITE, params: Id, body: shapes.UpdateTag, response: { 200: shapes.TagRef }, errors: [errors.tag_not_found, errors.tag_exists], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeTag(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/contact-tags/{id}', operation: 'deleteContactTag', summary: 'Delete a tag', permission: 'contacts:manage', rate: WRITE, params: Id, response: { 204: null }, errors: [errors.tag_not_found], handler: async ({ actor }, { params }) => { await removeTag(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/contact-fields', operation: 'listContactFields', summary: 'What is kept about contacts besides their names', permission: 'contacts:read', rate: READ_RATE, response: { 200: Fields }, handler: async ({ actor }) => ({ status: 200, body: await listFieldViews(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/contact-fields', operation: 'createContactField', summary: 'Add a field', permission: 'contacts:manage', rate: WRITE, body: shapes.CreateField, response: { 201: shapes.Field }, errors: [errors.field_exists, errors.field_options, errors.too_many_fields], handler: async ({ actor }, { body }) => ({ status: 201, body: await createField(deps, actor, body) }) }),
  route({ method: 'PATCH', path: '/v1/contact-fields/{key}', operation: 'updateContactField', summary: 'Change a field', permission: 'contacts:manage', rate: WRITE, params: Key, body: shapes.UpdateField, response: { 200: shapes.Field }, errors: [errors.field_not_found, errors.field_options], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeField(deps, actor, params.key, body) }) }),
  route({ method: 'DELETE', path: '/v1/contact-fields/{key}', operation: 'deleteContactField', summary: 'Delete a field', permission: 'contacts:manage', rate: WRITE, params: Key, response: { 204: null }, errors: [errors.field_not_found], handler: async ({ actor }, { params }) => { await removeField(deps, actor, params.key); return { status: 204 }; } }),
];
