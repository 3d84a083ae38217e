import { z } from 'zod';
import { READ_RATE } from '../../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import type { Actor } from '../../accounts/index.ts';
import * as shapes from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { transferErrors as errors } from './errors.ts';
import { createExport, exportReply, listExportViews, showExport } from './export/exports.ts';
import { createImport, previewImport } from './import/create-import.ts';
import { listFaultViews, reportReply } from './import/faults.ts';
import { listImportViews, showImport } from './import/import-view.ts';
import { beginImport, stopImport } from './import/start-import.ts';

const route = routeFor<Actor>();
/** Each reads a whole file. */
const TRANSFER = { name: 'contact_transfer', limit: 30, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const found = [errors.import_not_found];
const table = [
  errors.import_file_unknown,
  errors.import_file_old_excel,
  errors.import_file_unreadable,
  errors.import_file_without_rows,
];
const startable = [
  ...found,
  errors.import_started,
  errors.import_mapping_incomplete,
  contactsErrors.field_not_found,
  contactsErrors.field_exists,
  contactsErrors.too_many_fields,
];

// biome-ignore format: one route per line is the point of this file
export const transferRoutes = (deps: ContactsDeps): Route[] => [
  route({ method: 'GET', path: '/v1/contacts/imports', operation: 'listContactImports', summary: 'Imports of contacts, newest first', permission: 'contacts:import', rate: READ_RATE, response: { 200: shapes.ImportList }, handler: async ({ actor }) => ({ status: 200, body: await listImportViews(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/contacts/imports', operation: 'createContactImport', summary: 'Read an uploaded table and prepare its import', permission: 'contacts:import', rate: TRANSFER, body: shapes.CreateImport, response: { 201: shapes.Import }, errors: table, handler: async ({ actor }, { body }) => ({ status: 201, body: await createImport(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/contacts/imports/{id}', operation: 'getContactImport', summary: 'How far an import is', permission: 'contacts:import', rate: READ_RATE, params: Id, response: { 200: shapes.Import }, errors: found, handler: async ({ actor }, { params }) => ({ status: 200, body: await showImport(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/contacts/imports/{id}/preview', operation: 'previewContactImport', summary: 'The first rows of the table, and what its columns seem to be', permission: 'contacts:import', rate: READ_RATE, params: Id, response: { 200: shapes.ImportPreview }, errors: [...found, errors.import_file_unknown], handler: async ({ actor }, { params }) => ({ status: 200, body: await previewImport(deps, actor, params.id) }) }),
  route({ method: 'POST', path: '/v1/contacts/imports/{id}/start', operation: 'startContactImport', summary: 'Import the table in the background, its columns as mapped', permission: 'contacts:import', rate: TRANSFER, params: Id, body: shapes.StartImport, response: { 202: shapes.Import }, errors: startable, handler: async ({ actor }, { params, body }) => ({ status: 202, body: await beginImport(deps, actor, params.id, body) }) }),
  route({ method: 'POST', path: '/v1/contacts/imports/{id}/cancel', operation: 'cancelContactImport', summary: 'Take no more of the table; what is imported stays', permission: 'contacts:import', rate: TRANSFER, params: Id, body: z.strictObject({}), response: { 200: shapes.Import }, errors: [...found, errors.import_started], handler: async ({ actor }, { params }) => ({ status: 200, body: await stopImport(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/contacts/imports/{id}/faults', operation: 'listContactImportFaults', summary: 'Rows that were not taken, and why', permission: 'contacts:import', rate: READ_RATE, params: Id, query: shapes.ListImportFaults, response: { 200: shapes.ImportFaultPage }, errors: found, handler: async ({ actor }, { params, query }) => ({ status: 200, body: await listFaultViews(deps, actor, params.id, query) }) }),
  route({ method: 'GET', path: '/v1/contacts/imports/{id}/report.csv', operation: 'downloadContactImportReport', summary: 'Those rows as they stood in the file, each with the reason: mend and import them', permission: 'contacts:import', rate: TRANSFER, params: Id, download: 'text/csv', response: { 200: null }, errors: [...found, errors.import_file_unknown], handler: async ({ actor, locale }, { params }) => reportReply(deps, actor, params.id, locale) }),
  route({ method: 'GET', path: '/v1/contacts/exports', operation: 'listContactExports', summary: 'Exports of contacts, newest first', permission: 'contacts:export', rate: READ_RATE, response: { 200: shapes.ExportList }, handler: async ({ actor }) => ({ status: 200, body: await listExportViews(deps, actor) }) }),
  route({ method: 'POST', path: '/v1/contacts/exports', operation: 'createContactExport', summary: 'Write contacts into a file in the background', permission: 'contacts:export', rate: TRANSFER, body: shapes.CreateExport, response: { 202: shapes.Export }, errors: [contactsErrors.tag_not_found], handler: async ({ actor }, { body }) => ({ status: 202, body: await createExport(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/contacts/exports/{id}', operation: 'getContactExport', summary: 'How far an export is', permission: 'contacts:export', rate: READ_RATE, params: Id, response: { 200: shapes.Export }, errors: [errors.export_not_found], handler: async ({ actor }, { params }) => ({ status: 200, body: await showExport(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/contacts/exports/{id}/content', operation: 'downloadContactExport', summary: 'The file of an export; it is kept for 24 hours', permission: 'contacts:export', rate: TRANSFER, params: Id, download: 'application/octet-stream', response: { 200: null }, errors: [errors.export_not_found, errors.export_not_ready], handler: async ({ actor }, { params }) => exportReply(deps, actor, params.id) }),
];
