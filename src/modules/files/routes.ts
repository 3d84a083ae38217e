import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { StoredFile, UploadFile } from './contract.ts';
import { deleteFile } from './delete-file.ts';
import type { FilesDeps } from './deps.ts';
import { downloadFile, downloadLinked } from './download-file.ts';
import { filesErrors as errors } from './errors.ts';
import { showFile } from './file-view.ts';
import { uploadFile } from './upload-file.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'file_write', limit: 120, windowSeconds: 60 } as const;
/** Per calling address; a provider's file fetchers are few and busy. */
const LINK = { name: 'file_link', limit: 6_000, windowSeconds: 60 } as const;
const Token = z.strictObject({ token: z.string().max(80) });
const Id = z.strictObject({ id: z.string().max(64) });
const found = [errors.not_found];
const upload = [errors.too_large, errors.empty, errors.quota_exceeded, errors.broken_off];

// biome-ignore format: one route per line is the point of this file
export const filesRoutes = (deps: FilesDeps): Route[] => [
  route({ method: 'POST', path: '/v1/files', operation: 'uploadFile', summary: 'Upload a file: its bytes are the body; 200 when the same file was there already', permission: 'files:write', rate: WRITE, query: UploadFile, upload: true, response: { 200: StoredFile, 201: StoredFile }, errors: upload, handler: async (context, { query }) => { const { file, known } = await uploadFile(deps, context, query); return { status: known ? 200 : 201, body: file }; } }),
  route({ method: 'GET', path: '/v1/files/{id}', operation: 'getFile', summary: 'What is known of a file', permission: 'files:read', rate: READ_RATE, params: Id, response: { 200: StoredFile }, errors: found, handler: async ({ actor }, { params }) => ({ status: 200, body: await showFile(deps, actor, params.id) }) }),
  route({ method: 'GET', path: '/v1/files/{id}/content', operation: 'downloadFile', summary: 'The bytes of a file, or those from an offset on (`Range: bytes=N-`)', permission: 'files:read', rate: READ_RATE, params: Id, download: 'application/octet-stream', response: { 200: null }, errors: [...found, errors.range_unsatisfiable], handler: async ({ actor, headers }, { params }) => downloadFile(deps, actor, params.id, headers['range']) }),
  route({ method: 'GET', path: '/f/{token}', operation: 'downloadLinkedFile', summary: 'A file behind an address that was given to a provider, for as long as it is valid', permission: 'public', rate: LINK, params: Token, download: 'application/octet-stream', response: { 200: null }, errors: [...found, errors.range_unsatisfiable], handler: async ({ headers }, { params }) => downloadLinked(deps, params.token, headers['range']) }),
  route({ method: 'DELETE', path: '/v1/files/{id}', operation: 'deleteFile', summary: 'Delete a file', permission: 'files:write', rate: WRITE, params: Id, response: { 204: null }, errors: found, handler: async ({ actor }, { params }) => { await deleteFile(deps, actor, params.id); return { status: 204 }; } }),
];
