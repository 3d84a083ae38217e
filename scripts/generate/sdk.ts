/** The operations of the API as types: what a program may send, and what it gets back. */
import { z } from 'zod';

const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
});
const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: z.unknown(),
});
const Content = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
  parameters: z.array(Parameter).default([]),
  requestBody: Content.optional(),
  responses: z.record(z.string(), Content),
});
type Operation = z.infer<typeof Operation>;
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

interface Placed extends Operation {
  readonly method: string;
  readonly path: string;
}

/** The text of sdk/src/operations.ts. */
export function generateSdkOperations(openApi: string): string {
  const { paths } = Document.parse(JSON.parse(openApi));
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, value]): Placed[] => {
      const operation = Operation.safeParse(value);
      if (!operation.success) return [];
      // Programs have keys; what only a signed-in person may do is the console's.
      const hasKey = operation.data.security.some((way) => 'apiKey' in way);
      return hasKey && !path.startsWith('/v1/session')
        ? [{ ...operation.data, method: method.toUpperCase(), path }]
        : [];
    }),
  );
  const types = operations.map(
    (one) => `  /** ${one.summary}. \`${one.method} ${one.path}\` */\n  ${one.operationId}: ${typeOf(one)};`,
  );
  const table = operations.map(
    (one) => `  ${one.operationId}: ['${one.method}', '${one.path}'${isDownload(one) ? ", 'file'" : ''}],`,
  );
  return `// Generated from docs/openapi.json by \`npm run generate\`.

/** A file: its bytes, in a form that fetch takes. */
export type FileBody = Uint8Array<ArrayBuffer> | ArrayBuffer | Blob;

export interface Operations {
${types.join('\n')}
}

/** Method and path of each operation. */
export const OPERATIONS: Readonly<Record<keyof Operations, readonly [method: string, path: string, answer?: 'file']>> = {
${table.join('\n')}
};
`;
}

function typeOf(operation: Placed): string {
  const body = jsonOf(operation.requestBody);
  const parts = [
    parametersOf(operation, 'path', 'path'),
    parametersOf(operation, 'query', 'query'),
    body === undefined ? '' : `body: ${inputType(body)}`,
    isUpload(operation) ? 'body: FileBody' : '',
    `response: ${responseOf(operation)}`,
  ];
  return `{ ${parts.filter((part) => part !== '').join('; ')} }`;
}

const isUpload = ({ requestBody }: Placed): boolean =>
  requestBody?.content?.['application/octet-stream'] !== undefined;

/** Answers with bytes instead of JSON. */
const isDownload = ({ responses }: Placed): boolean => {
  const kinds = Object.keys(responses['200']?.content ?? {});
  return kinds.length > 0 && !kinds.includes('application/json');
};

function parametersOf({ parameters }: Placed, place: string, name: string): string {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return '';
  const fields = own.map((one) => `${one.name}${one.required ? '' : '?'}: ${inputType(one.schema)}`);
  return `${name}${own.some(({ required }) => required) ? '' : '?'}: { ${fields.join('; ')} }`;
}

function responseOf(operation: Placed): string {
  const { responses } = operation;
  if (isDownload(operation)) return 'ArrayBuffer';
  const [, response] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const schema = jsonOf(response);
  return schema === undefined ? 'undefined' : outputType(schema);
}

const jsonOf = (content: z.infer<typeof Content> | undefined): unknown =>
  content?.content?.['application/json']?.schema;

/** What is sent: a field with a default may be left out. */
const inputType = (schema: unknown): string => tsType(schema, (field) => field.default !== undefined);
const outputType = (schema: unknown): string => tsType(schema, () => false);

function tsType(unknownSchema: unknown, isOptional: (field: z.infer<typeof Schema>) => boolean): string {
  const parsed = Schema.safeParse(unknownSchema);
  if (!parsed.success) return 'unknown';
  const schema = parsed.data;
  const union = (all: readonly unknown[], join: string): string =>
    all.map((one) => `(${tsType(one, isOptional)})`).join(join);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return union(schema.anyOf, ' | ');
  if (schema.oneOf !== undefined) return union(schema.oneOf, ' | ');
  if (schema.allOf !== undefined) return union(schema.allOf, ' & ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => tsType({ ...schema, type }, isOptional)).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return schema.prefixItems === undefined
        ? `(${tsType(schema.items, isOptional)})[]`
        : `[${schema.prefixItems.map((one) => tsType(one, isOptional)).join(', ')}]`;
    case 'object':
      return objectType(schema, isOptional);
    default:
      return 'unknown';
  }
}

function objectType(
  schema: z.infer<typeof Schema>,
  isOptional: (field: z.infer<typeof Schema>) => boolean,
): string {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const field = Schema.safeParse(value);
    const mayMiss = !required.has(name) || (field.success && isOptional(field.data));
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `${key}${mayMiss ? '?' : ''}: ${tsType(value, isOptional)}`;
  });
  if (fields.length > 0) return `{ ${fields.join('; ')} }`;
  const rest = schema.additionalProperties;
  return rest === undefined || rest === false
    ? 'Record<string, never>'
    : `Record<string, ${tsType(rest, isOptional)}>`;
}
