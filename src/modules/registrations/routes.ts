import { Readable } from 'node:stream';
import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import {
  addDocument,
  changeCaseFile,
  changeCompany,
  dropDocument,
  getCaseFile,
  getCompany,
  writeLetter,
} from './case-file.ts';
import {
  AddDocument,
  CaseFile,
  Company,
  EndingRegistration,
  Operator,
  UpdateCaseFile,
  UpdateCompany,
} from './contract.ts';
import type { RegistrationsDeps } from './deps.ts';
import { registrationsErrors } from './errors.ts';
import { listEnding } from './list-ending.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'registrations-write', limit: 120, windowSeconds: 60 } as const;
const Id = z.strictObject({ id: z.string().max(64) });
const IdAndOperator = z.strictObject({ id: z.string().max(64), operator: Operator });
const IdAndDocument = z.strictObject({ id: z.string().max(64), document: z.string().max(64) });
const notFound = [registrationsErrors.sender_not_found];

// biome-ignore format: one route per line is the point of this file
export const registrationsRoutes = (deps: RegistrationsDeps): Route[] => [
  route({ method: 'GET', path: '/v1/company', operation: 'getCompany', summary: 'The company that registers senders', permission: 'senders:read', rate: READ_RATE, response: { 200: Company }, handler: async ({ actor }) => ({ status: 200, body: await getCompany(deps, actor) }) }),
  route({ method: 'PATCH', path: '/v1/company', operation: 'updateCompany', summary: 'Change the company’s data', permission: 'senders:write', rate: WRITE, body: UpdateCompany, response: { 200: Company }, handler: async ({ actor }, { body }) => ({ status: 200, body: await changeCompany(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/registrations/ending', operation: 'listEndingRegistrations', summary: 'Registrations that end within 30 days or ended', permission: 'senders:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(EndingRegistration) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listEnding(deps, actor) } }) }),
  route({ method: 'GET', path: '/v1/senders/{id}/case-file', operation: 'getSenderCaseFile', summary: 'A sender’s case file: papers, what is missing at each operator, history', permission: 'senders:read', rate: READ_RATE, params: Id, response: { 200: CaseFile }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, body: await getCaseFile(deps, actor, params.id) }) }),
  route({ method: 'PATCH', path: '/v1/senders/{id}/case-file', operation: 'updateSenderCaseFile', summary: 'Change what a sender is for', permission: 'senders:write', rate: WRITE, params: Id, body: UpdateCaseFile, response: { 200: CaseFile }, errors: notFound, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeCaseFile(deps, actor, params.id, body) }) }),
  route({ method: 'POST', path: '/v1/senders/{id}/documents', operation: 'addSenderDocument', summary: 'Put an uploaded document on a case file', permission: 'senders:write', rate: WRITE, params: Id, body: AddDocument, response: { 201: CaseFile }, errors: [...notFound, registrationsErrors.file_unfit, registrationsErrors.too_many_documents], handler: async ({ actor }, { params, body }) => ({ status: 201, body: await addDocument(deps, actor, params.id, body) }) }),
  route({ method: 'DELETE', path: '/v1/senders/{id}/documents/{document}', operation: 'removeSenderDocument', summary: 'Take a document off a case file', permission: 'senders:write', rate: WRITE, params: IdAndDocument, response: { 204: null }, errors: [...notFound, registrationsErrors.document_not_found], handler: async ({ actor }, { params }) => { await dropDocument(deps, actor, params.id, params.document); return { status: 204 }; } }),
  route({ method: 'GET', path: '/v1/senders/{id}/letters/{operator}', operation: 'getSenderLetter', summary: 'The letter of authorisation to an operator, as a page to print', permission: 'senders:read', rate: READ_RATE, params: IdAndOperator, download: 'text/html', response: { 200: null }, errors: notFound, handler: async ({ actor }, { params }) => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-disposition': `attachment; filename="loa-${params.operator}.html"` }, stream: Readable.from([await writeLetter(deps, actor, params.id, params.operator)]) }) }),
];
