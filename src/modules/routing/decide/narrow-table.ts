import { createDecisions } from './decisions.ts';
import type { CompiledRoute, RoutedChannel, RoutingTable } from './decision.ts';
import { isSandbox } from './pick-channel.ts';

/**
 * - `fits`: takes the message as it is
 * - `stands_in`: could say it in plain words, where a route names it beside one that fits
 * - `no`: cannot reach the person or say anything at all
 */
export type Fitness = 'fits' | 'stands_in' | 'no';

const narrowed = new WeakMap<RoutingTable, Map<string, RoutingTable>>();

/**
 * The table without channels that are no use for messages of a kind, remembered with it under `kind`: a choice
 * among what is left is made and remembered like any other. Nothing is copied where every channel fits.
 */
export function narrowTable(
  table: RoutingTable,
  kind: string,
  sandboxOnly: boolean,
  fitnessOf: (channel: RoutedChannel) => Fitness,
): RoutingTable {
  let known = narrowed.get(table);
  if (known === undefined) narrowed.set(table, (known = new Map()));
  const key = sandboxOnly ? `sandbox ${kind}` : kind;
  let made = known.get(key);
  if (made === undefined) known.set(key, (made = narrow(table, sandboxOnly, fitnessOf)));
  return made;
}

function narrow(
  table: RoutingTable,
  sandboxOnly: boolean,
  fitnessOf: (channel: RoutedChannel) => Fitness,
): RoutingTable {
  const fitness = new Map(table.channels.map((channel) => [channel.id, fitnessOf(channel)]));
  if ([...fitness.values()].every((one) => one === 'fits')) return table;
  const is = (channel: CompiledRoute['channels'][number], wanted: Fitness): boolean =>
    !('gone' in channel) && fitness.get(channel.id) === wanted;
  const leader = table.channels.find(({ enabled }) => enabled);
  // Where providers are set up, the sandbox takes nothing that none of them can: it would be marked delivered.
  const mayPlay = sandboxOnly || leader === undefined || isSandbox(leader);
  return {
    ...table,
    channels: table.channels.filter((channel) => is(channel, 'fits') && (mayPlay || !isSandbox(channel))),
    routes: {
      ...table.routes,
      decisions: createDecisions(),
      routes: table.routes.routes.flatMap((route): CompiledRoute[] => {
        if (!route.channels.some((channel) => is(channel, 'fits'))) return [];
        const standIns = route.channels.filter((channel) => is(channel, 'stands_in'));
        const first = route.channels.filter((channel) => 'gone' in channel || is(channel, 'fits'));
        return [{ ...route, channels: [...first, ...standIns] }];
      }),
    },
  };
}
