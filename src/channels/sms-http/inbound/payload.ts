/** Reads what a gateway called us with: JSON, a form, or the query alone. */
import type { InboundRequest } from '../../channel.ts';

/** More nesting than any report has, and less than what stops the parser. */
const DEEPEST = 32;

/** undefined when the body is none of these. */
export function parsePayload(request: InboundRequest): unknown {
  const text = request.body.toString('utf8').trim();
  if (text === '') return Object.keys(request.query).length === 0 ? undefined : request.query;
  const contentType = (request.headers['content-type'] ?? '').toLowerCase();
  if (contentType.includes('x-www-form-urlencoded')) return parseForm(text);
  if (/^[[{]/.test(text)) return parseJson(text);
  return contentType.includes('json') ? undefined : parseForm(text);
}

/** Of a name that comes several times the first counts. */
function parseForm(text: string): Readonly<Record<string, string>> {
  const fields: [string, string][] = [];
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (seen.has(name)) continue;
    seen.add(name);
    fields.push([name, value]);
  }
  return Object.fromEntries(fields);
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return depthOf(value, 0) > DEEPEST ? undefined : value;
  } catch {
    return undefined;
  }
}

function depthOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return depth;
  return Object.values(value).reduce<number>(
    (most, one) => Math.max(most, depthOf(one, depth + 1)),
    depth + 1,
  );
}
