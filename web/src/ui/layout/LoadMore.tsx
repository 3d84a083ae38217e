import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../Button.tsx';

/** Under a list of which more can be had. */
export function LoadMore({ more, busy, onMore }: { more: boolean; busy: boolean; onMore: () => void }) {
  const t = useT();
  if (!more) return null;
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button size="sm" busy={busy} onClick={onMore}>
        {t.common.loadMore}
      </Button>
    </div>
  );
}
