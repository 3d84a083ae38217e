import { useAction } from '../../api/use-action.ts';
import { RouteDefault } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Switch } from '../../ui/form/Switch.tsx';
import { useMayChange } from './use-routes.ts';

/** What happens to messages that no rule speaks of: always the last line. */
export function Otherwise({ otherwise }: { otherwise: RouteDefault }) {
  const words = useT().routes.otherwise;
  const mayChange = useMayChange();
  const save = useAction<boolean, RouteDefault>({
    run: (api, fallback) => api.send('PUT', '/v1/routes/default', RouteDefault, { fallback }),
    refresh: ['routes'],
    said: () => words.saved,
  });
  return (
    <div className="flex flex-col gap-3 border-t border-line px-4 py-4 sm:pl-13">
      <p className="text-sm">
        <span className="font-semibold">{words.title}</span> <span className="text-faint">→</span>{' '}
        {words.sentence}
      </p>
      <Switch
        label={words.fallback}
        help={words.fallbackHelp}
        checked={save.isPending ? save.variables : otherwise.fallback}
        disabled={!mayChange || save.isPending}
        onChange={(fallback) => save.mutate(fallback)}
      />
    </div>
  );
}
