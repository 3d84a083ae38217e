import { type RouteReason, SKIP_WORDS } from '../../../contracts/routing.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { useChannels } from '../use-routing.ts';
import { wordRouteReason } from './word-route-reason.ts';

interface RouteReasonWordsProps {
  readonly reason: RouteReason;
  /** Left out where the spares are named beside it. */
  readonly withFallbacks?: boolean;
}

/** Why a message took its channel, in a sentence or two. */
export function RouteReasonWords({ reason, withFallbacks = true }: RouteReasonWordsProps) {
  const t = useT();
  const locale = useLocale();
  const channels = useChannels();
  const nameOf = (id: string): string | undefined => channels.find((one) => one.id === id)?.name;
  const { sentences, skipped, fallback } = wordRouteReason(reason, nameOf, { t, locale });
  return (
    <div className="text-sm text-muted">
      <p>{sentences.join(' ')}</p>
      {skipped.length > 0 && (
        <>
          <p className="mt-2 font-semibold text-ink">{t.routes.reason.skipped}</p>
          <ul className="mt-0.5 flex flex-col gap-0.5">
            {skipped.map(({ channel, name, why }) => (
              <li key={`${channel}-${why}`} className="break-words">
                <span className="text-ink">{name}</span>: {SKIP_WORDS[why][locale]}
              </li>
            ))}
          </ul>
        </>
      )}
      {withFallbacks && fallback !== undefined && <p className="mt-2">{fallback}</p>}
    </div>
  );
}

/** The part of a message's page that says it; nothing where the usual channel was simply there. */
export function RouteOfMessage({ reason }: { reason: RouteReason }) {
  const words = useT().routes.reason;
  return (
    <section>
      <h3 className="mb-1 text-sm font-bold">{words.title}</h3>
      <RouteReasonWords reason={reason} />
    </section>
  );
}
