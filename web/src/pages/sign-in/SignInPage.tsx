import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { AuthCard } from './AuthCard.tsx';
import { LinkSignIn } from './LinkSignIn.tsx';
import { PasskeySignIn } from './PasskeySignIn.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { takeToken } from './take-token.ts';
import { TotpForm } from './TotpForm.tsx';
import { useEnter } from './use-enter.ts';

/** Password, then a code where the person has one; or a passkey; or the one-time link that led here. */
export function SignInPage() {
  const t = useT();
  const { next } = useSearch({ strict: false });
  const enter = useEnter(typeof next === 'string' ? next : undefined);
  const [token, setToken] = useState(takeToken);
  const [step, setStep] = useState<'password' | 'totp'>('password');
  if (token !== undefined) {
    return (
      <LinkSignIn
        token={token}
        onEnter={enter}
        onTotp={() => {
          setToken(undefined);
          setStep('totp');
        }}
        onGiveUp={() => setToken(undefined)}
      />
    );
  }
  if (step === 'totp') {
    return (
      <AuthCard title={t.signIn.totpTitle} lead={t.signIn.totpLead}>
        <TotpForm onEnter={enter} onStartOver={() => setStep('password')} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t.signIn.title} lead={t.signIn.lead}>
      <PasswordForm onEnter={enter} onTotp={() => setStep('totp')} />
      <PasskeySignIn onEnter={enter} />
    </AuthCard>
  );
}
