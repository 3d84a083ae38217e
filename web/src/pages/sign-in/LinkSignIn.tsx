import { useEffect, useRef } from 'react';
import { useAction } from '../../api/use-action.ts';
import { SignInResult } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, Spinner } from '../../ui/Button.tsx';
import { AuthCard } from './AuthCard.tsx';

interface LinkSignInProps {
  readonly token: string;
  readonly onEnter: () => void;
  readonly onTotp: () => void;
  readonly onGiveUp: () => void;
}

/** Spends a one-time link, once, and goes on by itself. */
export function LinkSignIn({ token, onEnter, onTotp, onGiveUp }: LinkSignInProps) {
  const t = useT();
  const spent = useRef(false);
  const { mutate, error } = useAction({
    run: (api) => api.send('POST', '/v1/session/link', SignInResult, { token }),
    onDone: ({ status }) => (status === 'totp_required' ? onTotp() : onEnter()),
    inForm: true,
  });
  useEffect(() => {
    if (spent.current) return;
    spent.current = true;
    mutate();
  }, [mutate]);
  if (error === null) {
    return (
      <AuthCard title={t.signIn.linkTitle}>
        <div role="status" aria-label={t.common.loading} className="flex justify-center py-4 text-accent-ink">
          <Spinner />
        </div>
      </AuthCard>
    );
  }
  const passing = error.status === 0 || error.status >= 500;
  return (
    <AuthCard
      title={passing ? t.problems.unavailable.title : t.signIn.linkFailed}
      lead={passing ? t.problems.unavailable.remedy : t.signIn.linkFailedHelp}
    >
      {passing ? (
        <Button look="primary" onClick={() => mutate()}>
          {t.common.retry}
        </Button>
      ) : (
        <Button look="primary" onClick={onGiveUp}>
          {t.signIn.toSignIn}
        </Button>
      )}
    </AuthCard>
  );
}
