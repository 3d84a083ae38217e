import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { adoptApproval, listEventViews, removeApproval, syncTemplates } from './approval/change-approval.ts';
import { submitTemplate } from './approval/submit-template.ts';
import { getTemplate, listTemplateViews, listVersionViews } from './authoring/list-templates.ts';
import {
  changeTemplate,
  checkTemplate,
  createTemplate,
  publishTemplate,
  removeTemplate,
} from './authoring/write-template.ts';
import {
  AdoptApproval,
  ApprovalEvent,
  CheckTemplate,
  CopyLibraryEntry,
  CreateTemplate,
  LibraryEntry,
  SubmitTemplate,
  SyncTemplates,
  Template,
  TemplateFinding,
  TemplateList,
  TemplateVersion,
  UpdateTemplate,
} from './contract.ts';
import type { TemplatesDeps } from './deps.ts';
import { templatesErrors } from './errors.ts';
import { copyLibraryEntry } from './library/copy-entry.ts';
import { LIBRARY } from './library/library.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'templates-write', limit: 120, windowSeconds: 60 } as const;
/** The console asks while somebody types. */
const CHECK = { name: 'templates-check', limit: 300, windowSeconds: 60 } as const;
/** Each makes this server call a provider; Meta allows 200 calls an hour. */
const SUBMIT = { name: 'templates-submit', limit: 30, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const Key = z.strictObject({ key: z.string().max(64) });
const Nothing = z.strictObject({});
const notFound = [templatesErrors.template_not_found];
const noApproval = [templatesErrors.approval_not_found];
const unwritten = [templatesErrors.language_missing];
const full = [templatesErrors.name_taken, templatesErrors.too_many_templates];
const unfit = [
  ...notFound,
  templatesErrors.channel_unknown,
  templatesErrors.not_published,
  templatesErrors.version_unknown,
  templatesErrors.language_unknown,
  templatesErrors.has_errors,
  templatesErrors.edit_limit,
];

// biome-ignore format: one route per line is the point of this file
export const templatesRoutes = (deps: TemplatesDeps): Route[] => [
  route({ method: 'GET', path: '/v1/templates', operation: 'listTemplates', summary: 'Templates with what each channel’s provider says of them', permission: 'templates:read', rate: READ_RATE, response: { 200: TemplateList }, handler: async ({ actor }) => ({ status: 200, body: await listTemplateViews(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/templates', operation: 'createTemplate', summary: 'Write a template; it is a draft until it is published', permission: 'templates:write', rate: WRITE, body: CreateTemplate, response: { 201: Template }, errors: [...unwritten, ...full], handler: async ({ actor }, { body }) => ({ status: 201, body: await createTemplate(deps, actor, body) }) }),
  route({ method: 'POST', path: '/v1/templates/check', operation: 'checkTemplate', summary: 'What the linter says of a design, without storing it', permission: 'templates:read', rate: CHECK, body: CheckTemplate, response: { 200: z.object({ items: z.array(TemplateFinding) }) }, handler: async ({ actor }, { body }) => ({ status: 200, body: { items: await checkTemplate(deps, actor, body) } }) }),
  route({ method: 'POST', path: '/v1/templates/sync', operation: 'syncTemplates', summary: 'Ask a channel’s provider for its templates now', permission: 'templates:write', rate: SUBMIT, body: SyncTemplates, response: { 202: null }, errors: [templatesErrors.channel_unknown], handler: async ({ actor }, { body }) => { await syncTemplates(deps, actor, body); return { status: 202 }; } }),
  route({ method: 'GET', path: '/v1/templates/{id}', operation: 'getTemplate', summary: 'One template with its draft, findings and approvals', permission: 'templates:read', rate: READ_RATE, params: Id, response: { 200: Template }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: await getTemplate(deps, actor, params.id) }) }),
  route({ method: 'PATCH', path: '/v1/templates/{id}', operation: 'updateTemplate', summary: 'Change the draft; versions stay as they are', permission: 'templates:write', rate: WRITE, params: Id, body: UpdateTemplate, response: { 200: Template }, errors: [...notFound, ...unwritten], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeTemplate(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/templates/{id}', operation: 'deleteTemplate', summary: 'Archive a template: it can no longer be sent', permission: 'templates:write', rate: WRITE, params: Id, response: { 204: null }, errors: notFound, handler: async ({ actor }, { params }) => { await removeTemplate(deps, actor, params.id); return { status: 204 }; } }),
  route({ method: 'POST', path: '/v1/templates/{id}/publish', operation: 'publishTemplate', summary: 'Make the draft the next version', permission: 'templates:write', rate: WRITE, params: Id, body: Nothing, response: { 200: Template }, errors: [...notFound, ...unwritten, templatesErrors.nothing_to_publish, templatesErrors.has_errors], handler: async ({ actor }, { params }) => ({ status: 200, body: await publishTemplate(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/templates/{id}/versions', operation: 'listTemplateVersions', summary: 'Versions, newest first', permission: 'templates:read', rate: READ_RATE, params: Id, response: { 200: z.object({ items: z.array(TemplateVersion) }) }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: { items: await listVersionViews(deps, actor, params.id) } }) }),
  route({ method: 'POST', path: '/v1/templates/{id}/submit', operation: 'submitTemplate', summary: 'Submit a version for approval on a channel', permission: 'templates:write', rate: SUBMIT, params: Id, body: SubmitTemplate, response: { 202: Template }, errors: unfit, handler: async ({ actor }, { params, body }) => ({ status: 202, body: await submitTemplate(deps, actor, params.id, body) }) }),
  route({ method: 'GET', path: '/v1/template-approvals/{id}/events', operation: 'listTemplateApprovalEvents', summary: 'What happened to an approval, oldest first', permission: 'templates:read', rate: READ_RATE, params: Id, response: { 200: z.object({ items: z.array(ApprovalEvent) }) }, errors: noApproval, handler: async ({ actor }, { params }) => ({ status: 200, body: { items: await listEventViews(deps, actor, params.id) } }) }),
  route({ method: 'POST', path: '/v1/template-approvals/{id}/adopt', operation: 'adoptTemplateApproval', summary: 'Link what was made at the provider with a version', permission: 'templates:write', rate: WRITE, params: Id, body: AdoptApproval, response: { 200: Template }, errors: [...noApproval, ...notFound, templatesErrors.version_unknown, templatesErrors.approval_taken], handler: async ({ actor }, { params, body }) => ({ status: 200, body: await adoptApproval(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/template-approvals/{id}', operation: 'deleteTemplateApproval', summary: 'Delete a template at its provider', permission: 'templates:write', rate: SUBMIT, params: Id, response: { 202: null }, errors: noApproval, handler: async ({ actor }, { params }) => { await removeApproval(deps, actor, params.id); return { status: 202 }; } }),
  route({ method: 'GET', path: '/v1/template-library', operation: 'listTemplateLibrary', summary: 'Templates to start from', permission: 'templates:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(LibraryEntry) }) }, handler: async () => ({ status: 200, body: { items: [...LIBRARY] } }) }),
  route({ method: 'POST', path: '/v1/template-library/{key}/copy', operation: 'copyLibraryTemplate', summary: 'Start a template from the library', permission: 'templates:write', rate: WRITE, params: Key, body: CopyLibraryEntry, response: { 201: Template }, errors: [templatesErrors.library_entry_not_found, ...full], handler: async ({ actor }, { params, body }) => ({ status: 201, body: await copyLibraryEntry(deps, actor, params.key, body) }) }),
];
