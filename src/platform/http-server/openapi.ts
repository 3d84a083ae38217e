/** OpenAPI 3.1 from the routes themselves, so that the document cannot say anything else than the server does. */
import { z } from 'zod';
import type { ErrorCode } from '../problem.ts';
import { requestErrors } from './errors.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

const ProblemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'remedy', 'retryable', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', examples: ['messages.recipient_invalid'] },
    detail: { type: 'string' },
    field: { type: 'string', examples: ['to'] },
    remedy: { type: 'string' },
    retryable: { type: 'boolean' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'detail'],
        properties: { field: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
};

export function openApiOf(routes: readonly Route[], info: { readonly version: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (route.spec.dialect !== undefined) continue;
    const operations = paths[route.spec.path] ?? {};
    operations[route.spec.method.toLowerCase()] = operationOf(route);
    paths[route.spec.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Titian API',
      version: info.version,
      description:
        'Send and receive messages on every channel. Errors are `application/problem+json` with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: ProblemSchema },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: '`tt_live_…` or `tt_test_…`' },
        session: { type: 'apiKey', in: 'cookie', name: 'titian_session' },
      },
    },
  };
}

function operationOf({ spec }: Route): Json {
  const operation: Json = {
    operationId: spec.operation,
    summary: spec.summary,
    tags: [spec.path.split('/')[2] ?? 'general'],
    'x-scope': spec.permission,
    'x-tenant': spec.permission !== 'public',
    'x-rate': { policy: spec.rate.name, limit: spec.rate.limit, windowSeconds: spec.rate.windowSeconds },
    security: spec.permission === 'public' ? [] : [{ apiKey: [] }, { session: [] }],
    parameters: [...parametersOf(spec.params, 'path'), ...parametersOf(spec.query, 'query')],
    responses: {
      ...successesOf(spec.response, spec.download),
      ...failuresOf(spec.permission, spec.errors ?? []),
    },
  };
  if (spec.body !== undefined) {
    operation['requestBody'] = {
      required: true,
      content: { 'application/json': { schema: jsonSchema(spec.body, 'input') } },
    };
  }
  if (spec.upload === true) {
    operation['requestBody'] = { required: true, content: { 'application/octet-stream': { schema: BYTES } } };
  }
  return operation;
}

const BYTES: Json = { type: 'string', format: 'binary' };

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const object = z
    .looseObject({
      properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
      required: z.array(z.string()).default([]),
    })
    .parse(jsonSchema(schema, 'input'));
  return Object.entries(object.properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || object.required.includes(name),
    schema: property,
  }));
}

function successesOf(
  response: Readonly<Record<number, z.ZodType | null>>,
  download: string | undefined,
): Json {
  return Object.fromEntries(
    Object.entries(response).map(([status, schema]) => [
      status,
      { description: 'Done', ...contentOf(schema, download) },
    ]),
  );
}

function contentOf(schema: z.ZodType | null, download: string | undefined): Json {
  if (schema !== null) return { content: { 'application/json': { schema: jsonSchema(schema, 'output') } } };
  return download === undefined ? {} : { content: { [download]: { schema: BYTES } } };
}

function failuresOf(permission: string, own: readonly ErrorCode[]): Json {
  const common = [requestErrors.invalid, requestErrors.rate_limited, requestErrors.database_unavailable];
  const guarded = permission === 'public' ? [] : [requestErrors.unauthenticated, requestErrors.forbidden];
  const byStatus = new Map<number, string[]>();
  for (const error of [...common, ...guarded, ...own]) {
    byStatus.set(error.status, [...(byStatus.get(error.status) ?? []), error.code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: [...new Set(codes)].map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
