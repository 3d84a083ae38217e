import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useAction } from '../../api/use-action.ts';
import { AuditCheck } from '../../contracts/governance.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';

/** Recomputes the chain of hashes on the server and says what it found. */
export function ChainCheck() {
  const words = useT().govern.audit;
  const format = useFormat();
  const check = useAction({ run: (api) => api.get('/v1/audit/check', AuditCheck) });
  const found = check.data;
  const Icon = found?.intact === false ? ShieldAlert : ShieldCheck;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button icon={ShieldCheck} busy={check.isPending} onClick={() => check.mutate()}>
        {words.check}
      </Button>
      <p
        role="status"
        className={cx('flex items-start gap-2 text-sm', found?.intact === false ? 'text-bad' : 'text-good')}
      >
        {found !== undefined && (
          <>
            <Icon aria-hidden size={18} className="shrink-0" />
            {found.intact
              ? words.intact(format.number(found.entries))
              : words.broken(format.number(found.firstBroken ?? 0))}
          </>
        )}
      </p>
    </div>
  );
}
