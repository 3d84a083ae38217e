import type { z } from 'zod';
import { fail, ok, type Result } from '../../../src/lib/result.ts';
import { type ApiProblem, OFFLINE, readProblem, unexpectedAnswer } from './problem.ts';

export interface ApiRequest<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the origin: `/v1/channels`. */
  readonly path: string;
  readonly answer: Schema;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly body?: unknown;
  readonly workspaceId?: string | undefined;
  readonly locale: 'id' | 'en';
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One request. Refusals and a dead line are values; only a fault of ours is thrown. */
export async function callApi<Schema extends z.ZodType>(
  request: ApiRequest<Schema>,
): Promise<Result<z.output<Schema>, ApiProblem>> {
  const init: RequestInit = {
    method: request.method,
    headers: headersOf(request),
    credentials: 'same-origin',
  };
  if (request.body !== undefined) init.body = JSON.stringify(request.body);
  if (request.signal !== undefined) init.signal = request.signal;
  let response: Response;
  try {
    response = await fetch(request.path + queryOf(request.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return fail(OFFLINE);
  }
  const body = await bodyOf(response);
  if (!response.ok) return fail(readProblem(response.status, body));
  const parsed = request.answer.safeParse(body);
  if (!parsed.success) return fail(unexpectedAnswer(response.status, parsed.error.message));
  return ok(parsed.data);
}

function headersOf(request: ApiRequest<z.ZodType>): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': request.locale,
  };
  if (request.workspaceId !== undefined) headers['titian-workspace'] = request.workspaceId;
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.idempotencyKey !== undefined) headers['idempotency-key'] = request.idempotencyKey;
  return headers;
}

function queryOf(query: ApiRequest<z.ZodType>['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    return undefined;
  }
}
