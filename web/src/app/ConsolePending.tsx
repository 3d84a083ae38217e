import { useT } from '../i18n/I18n.tsx';
import { BrandMark } from '../ui/Brand.tsx';

/** Before anything is known about who is there: the mark, nothing that jumps away again. */
export function ConsolePending() {
  const t = useT();
  return (
    <div role="status" aria-label={t.common.loading} className="flex min-h-dvh items-center justify-center">
      <BrandMark className="size-10 animate-pulse" />
    </div>
  );
}
