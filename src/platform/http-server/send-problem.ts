import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnavailable } from '../db-errors.ts';
import { type ErrorCode, Problem } from '../problem.ts';
import type { Dialect } from './dialect.ts';
import { requestErrors } from './errors.ts';

const RETRY_SECONDS = 2;

/** The problem behind anything thrown while a request was served. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) {
    return new Problem(requestErrors.database_unavailable, { retryAfterSeconds: RETRY_SECONDS });
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // An address that is no UTF-8: nothing is there.
  if (code === 'FST_ERR_BAD_URL') return new Problem(requestErrors.not_found);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem(requestErrors.too_large);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem(requestErrors.unsupported_media_type);
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new Problem(requestErrors.malformed_json, { field: 'body' });
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError) {
    return new Problem(requestErrors.malformed_json, { field: 'body' });
  }
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 400) {
    return new Problem(requestErrors.malformed_json, { field: 'body' });
  }
  return new Problem(requestErrors.internal);
}

export const localeOf = (request: FastifyRequest): 'id' | 'en' =>
  /^\s*id\b/i.test(request.headers['accept-language'] ?? '') ? 'id' : 'en';

/** RFC 9457. `type` names the code; docs/errors.md explains it. */
export function problemBody(problem: Problem, request: FastifyRequest): Record<string, unknown> {
  const locale = localeOf(request);
  const { code, details } = problem;
  return {
    type: `urn:titian:error:${code.code}`,
    title: code.title[locale],
    status: code.status,
    code: code.code,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    ...(details.field === undefined ? {} : { field: details.field }),
    remedy: code.remedy[locale],
    retryable: code.retry,
    ...(details.errors === undefined ? {} : { errors: details.errors }),
    requestId: request.id,
  };
}

/** As problem+json, or in the words of the API that the address belongs to. */
export function sendProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  dialects: readonly Dialect[] = [],
): FastifyReply {
  const retryAfter =
    problem.details.retryAfterSeconds ?? (isUnavailable(problem.code) ? RETRY_SECONDS : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const dialect = dialects.find(({ owns }) => owns(request.url));
  if (dialect !== undefined) {
    const { status, contentType, body, headers = {} } = dialect.refuse(problem);
    return reply.status(status).headers(headers).type(contentType).send(JSON.stringify(body));
  }
  return reply
    .status(problem.code.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, request)));
}

const isUnavailable = (code: ErrorCode): boolean => code.status === 503;
