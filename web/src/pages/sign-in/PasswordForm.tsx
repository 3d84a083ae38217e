import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { SignInResult } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';

export function PasswordForm({ onEnter, onTotp }: { onEnter: () => void; onTotp: () => void }) {
  const t = useT();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useAction({
    run: (api) => api.send('POST', '/v1/session', SignInResult, { email: email.trim(), password }),
    onDone: ({ status }) => (status === 'totp_required' ? onTotp() : onEnter()),
    inForm: true,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <Field label={t.signIn.email} required error={faultOf(signIn.error, 'email')}>
        <Input
          type="email"
          autoComplete="username webauthn"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t.signIn.password} required>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <FormProblem problem={signIn.error} />
      <Button type="submit" look="primary" busy={signIn.isPending}>
        {t.signIn.submit}
      </Button>
    </form>
  );
}
