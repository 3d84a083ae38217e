import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { SignInResult } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { AuthCard } from './AuthCard.tsx';
import { takeToken } from './take-token.ts';
import { TotpForm } from './TotpForm.tsx';
import { useEnter } from './use-enter.ts';

/** Where an invitation's link leads: a name, a password, and in. */
export function InvitationPage() {
  const t = useT();
  const words = t.signIn.invitation;
  const enter = useEnter(undefined);
  const [token] = useState(takeToken);
  const [totp, setTotp] = useState(false);
  if (token === undefined) {
    return (
      <AuthCard title={words.broken} lead={words.brokenHelp}>
        <Link to="/sign-in" className={buttonClass()}>
          {t.signIn.toSignIn}
        </Link>
      </AuthCard>
    );
  }
  if (totp) {
    return (
      <AuthCard title={t.signIn.totpTitle} lead={t.signIn.totpLead}>
        <TotpForm onEnter={enter} onStartOver={() => setTotp(false)} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title={words.title} lead={words.lead}>
      <AcceptForm token={token} onEnter={enter} onTotp={() => setTotp(true)} />
    </AuthCard>
  );
}

function AcceptForm({ token, onEnter, onTotp }: { token: string; onEnter: () => void; onTotp: () => void }) {
  const t = useT();
  const words = t.signIn.invitation;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useAction({
    run: (api) => api.send('POST', '/v1/invitations/accept', SignInResult, { token, name, password }),
    onDone: ({ status }) => (status === 'totp_required' ? onTotp() : onEnter()),
    inForm: true,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate();
      }}
    >
      <Field label={words.name} required error={faultOf(accept.error, 'name')}>
        <Input
          autoFocus
          autoComplete="name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field
        label={words.password}
        help={words.passwordHelp}
        required
        error={faultOf(accept.error, 'password')}
      >
        <Input
          type="password"
          autoComplete="new-password"
          minLength={10}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <FormProblem problem={accept.error} />
      <Button type="submit" look="primary" busy={accept.isPending}>
        {words.submit}
      </Button>
    </form>
  );
}
