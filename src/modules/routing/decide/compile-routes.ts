import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { RouteRow } from '../queries.ts';
import type { CompiledRoute, CompiledRoutes, RoutedChannel } from './decision.ts';
import { createDecisions } from './decisions.ts';

/** Makes a workspace's routes quick to ask. */
export function compileRoutes(
  rows: readonly RouteRow[],
  channels: readonly RoutedChannel[],
  fallbackByDefault: boolean,
): CompiledRoutes {
  const known = new Map(channels.map((channel) => [channel.id, channel]));
  const routes = rows.filter(({ enabled }) => enabled).map((row) => compileRoute(row, known));
  const prefixes = new Set(routes.flatMap((route) => route.prefixes ?? []));
  const prefixLengths = [...new Set([...prefixes].map(({ length }) => length))].sort((a, b) => b - a);
  return { routes, fallbackByDefault, prefixes, prefixLengths, decisions: createDecisions() };
}

const asked = <T>(values: readonly T[]): ReadonlySet<T> | null =>
  values.length === 0 ? null : new Set(values);

function compileRoute(row: RouteRow, known: ReadonlyMap<string, RoutedChannel>): CompiledRoute {
  return {
    publicId: publicIdOfUuid('rut', row.id),
    name: row.name,
    classes: asked(row.classes),
    operators: asked(row.operators),
    prefixes: row.prefixes.length === 0 ? null : row.prefixes,
    senders: asked(row.senders),
    medium: row.medium,
    strategy: row.strategy,
    channels: row.channels.map((id) => known.get(id) ?? { gone: true, publicId: publicIdOfUuid('chn', id) }),
    fallbackOn: row.fallback_on,
    missingReceiptSeconds: row.missing_receipt_seconds,
    resendUnknown: row.resend_unknown,
  };
}

/** The longest prefix of the number that any route asks for; it decides which of the shorter ones match. */
export function longestPrefix(routes: CompiledRoutes, to: string): string {
  for (const length of routes.prefixLengths) {
    const start = to.slice(0, length);
    if (routes.prefixes.has(start)) return start;
  }
  return '';
}
