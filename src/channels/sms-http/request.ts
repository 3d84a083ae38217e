/** Builds the call to a gateway. Every context escapes for itself, so that no text can leave its place. */
import type { HttpRequest } from '../channel.ts';
import type { GatewayProfile, JsonTemplate, Pairs, RequestTemplate } from './profile.ts';
import { fill, type Template, valueOf, type Values } from './template.ts';

export type GatewayRequest = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;

/** undefined when a value would change the path, as `..` in a segment of its own does. */
export function buildRequest({ request }: GatewayProfile, values: Values): GatewayRequest | undefined {
  const path = fillPath(request.path, values);
  if (path === undefined) return undefined;
  const { body } = request;
  const query = body.kind === 'query' ? encodePairs(body.pairs, values) : '';
  const url = `${request.origin}${path}${query === '' ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`;
  const headers = fillHeaders(request, values);
  if (body.kind === 'query') return { method: request.method, url, headers };
  return {
    method: request.method,
    url,
    headers: { ...headers, 'content-type': contentTypeOf(body.kind) },
    body:
      body.kind === 'form'
        ? encodePairs(body.pairs, values)
        : JSON.stringify(fillJson(body.value, values) ?? null),
  };
}

const contentTypeOf = (kind: 'form' | 'json'): string =>
  kind === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';

/** `.` and `..`, which every URL parser takes for steps even when they are encoded. */
const DOTS = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i;

function fillPath(path: Template, values: Values): string | undefined {
  const filled = fill(path, values, encodeURIComponent);
  if (filled === undefined) return undefined;
  const [beforeQuery = ''] = filled.split('?');
  return DOTS.test(beforeQuery) ? undefined : filled;
}

/** application/x-www-form-urlencoded, WHATWG URL section 5.2; entries without a value are left out. */
function encodePairs(pairs: Pairs, values: Values): string {
  const encoded = new URLSearchParams();
  for (const [name, value] of pairs) {
    const filled = fill(value, values);
    if (filled !== undefined) encoded.append(name, filled);
  }
  return encoded.toString();
}

function fillHeaders({ headers }: RequestTemplate, values: Values): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap(([name, value]) => {
      const filled = fill(value, values, visibleAscii);
      return filled === undefined ? [] : [[name.toLowerCase(), filled]];
    }),
  );
}

/** Line ends, control characters and everything outside ASCII leave percent-encoded. */
const visibleAscii = (value: string): string => value.replaceAll(/[^\x20-\x7e]+/g, encodeURIComponent);

function fillJson(json: JsonTemplate, values: Values): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if ('parts' in json) return valueOf(json, values);
  if ('object' in json) {
    const filled = json.object.map(([key, value]) => [key, fillJson(value, values)] as const);
    return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
  }
  return json.map((one) => fillJson(one, values)).filter((one) => one !== undefined);
}

/** Turns the texts of a JSON value into templates; the name that is no placeholder, where there is one. */
export function parseJsonTemplate(
  value: unknown,
  parse: (text: string) => Template | { readonly unknown: string },
): JsonTemplate | { readonly unknown: string } {
  if (typeof value === 'string') return parse(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return { unknown: typeof value };
  if (Array.isArray(value)) {
    const items: JsonTemplate[] = [];
    for (const one of value) {
      const item = parseJsonTemplate(one, parse);
      if (isUnknown(item)) return item;
      items.push(item);
    }
    return items;
  }
  const entries: (readonly [string, JsonTemplate])[] = [];
  for (const [key, one] of Object.entries(value)) {
    const entry = parseJsonTemplate(one, parse);
    if (isUnknown(entry)) return entry;
    entries.push([key, entry]);
  }
  return { object: entries };
}

const isUnknown = (
  value: JsonTemplate | { readonly unknown: string },
): value is { readonly unknown: string } => typeof value === 'object' && value !== null && 'unknown' in value;
