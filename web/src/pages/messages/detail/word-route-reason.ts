import { type RouteReason, SKIP_WORDS } from '../../../contracts/routing.ts';
import type { Dictionary } from '../../../i18n/dictionary.ts';

type Skipped = RouteReason['skipped'][number] & { readonly name: string };

export interface RouteReasonStory {
  readonly sentences: readonly string[];
  /** Each channel once, with its name. */
  readonly skipped: readonly Skipped[];
  readonly fallback: string | undefined;
}

/** Turns a stored reason into words. `nameOf` is undefined for channels that were deleted since. */
export function wordRouteReason(
  reason: RouteReason,
  nameOf: (channel: string) => string | undefined,
  { t, locale }: { readonly t: Dictionary; readonly locale: 'id' | 'en' },
): RouteReasonStory {
  const words = t.routes.reason;
  const named = (channel: string): string => nameOf(channel) ?? t.routes.sentence.goneChannel;
  const list = (type: 'conjunction' | 'disjunction', parts: readonly string[]): string =>
    new Intl.ListFormat(locale, { type }).format(parts);
  const conditions = reason.matched.map((one) => words.conditions[one]);
  const route = reason.route?.name ?? '';
  const by = {
    named: () => words.named,
    default: () => words.byDefault,
    route: () =>
      conditions.length === 0
        ? words.byRoute(route)
        : words.byRouteBecause(route, list('conjunction', conditions)),
  };
  const sentences = [by[reason.by]()];
  if (reason.strategy === 'cheapest') sentences.push(words.cheapest);
  if (reason.despite !== undefined) sentences.push(words.despite(SKIP_WORDS[reason.despite][locale]));
  const seen = new Set<string>();
  const skipped = reason.skipped.filter(({ channel }) => !seen.has(channel) && seen.add(channel));
  return {
    sentences,
    skipped: skipped.map((one) => ({ ...one, name: named(one.channel) })),
    fallback:
      reason.fallbacks.length === 0
        ? undefined
        : words.fallback(list('disjunction', reason.fallbacks.map(named))),
  };
}
