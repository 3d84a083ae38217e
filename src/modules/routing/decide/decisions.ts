/**
 * Decisions of one routing table by everything they depend on, prices excepted. Maps within maps: six look-ups of
 * short strings cost a quarter of building and hashing one long key.
 */
import type { Result } from '../../../lib/result.ts';
import type { Decisions, MessageRoute, RouteRefusal, RouteWish } from './decision.ts';

type Decision = Result<MessageRoute, RouteRefusal>;
type ByChannel = Map<string, Decision>;
type BySender = Map<RouteWish['from'], ByChannel>;
type ByPrefix = Map<string, BySender>;
type ByOperator = Map<RouteWish['operator'], ByPrefix>;
type ByClass = Map<RouteWish['class'], ByOperator>;
type ByMedium = Map<RouteWish['medium'], ByClass>;

/** The workspace's vocabulary times its senders is far less; more are made-up senders. About 1 kB each. */
const MOST = 2_000;

export function createDecisions(): Decisions {
  const live: ByMedium = new Map();
  const sandboxed: ByMedium = new Map();
  let size = 0;
  return {
    recall: ({ sandboxOnly, medium, class: messageClass, operator, from, channel }, prefix) =>
      (sandboxOnly ? sandboxed : live)
        .get(medium)
        ?.get(messageClass)
        ?.get(operator)
        ?.get(prefix)
        ?.get(from)
        ?.get(channel),
    remember({ sandboxOnly, medium, class: messageClass, operator, from, channel }, prefix, decision) {
      if (size >= MOST) {
        live.clear();
        sandboxed.clear();
        size = 0;
      }
      size += 1;
      const byClass = within(sandboxOnly ? sandboxed : live, medium);
      const bySender = within(within(within(byClass, messageClass), operator), prefix);
      within(bySender, from).set(channel, decision);
    },
  };
}

function within<Key, InnerKey, Inner>(map: Map<Key, Map<InnerKey, Inner>>, key: Key): Map<InnerKey, Inner> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<InnerKey, Inner>();
  map.set(key, made);
  return made;
}
