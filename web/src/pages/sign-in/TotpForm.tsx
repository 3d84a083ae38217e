import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { SignInResult } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';

/** Second step: the six digits of the app, or a recovery code when the phone is lost. */
export function TotpForm({ onEnter, onStartOver }: { onEnter: () => void; onStartOver: () => void }) {
  const t = useT();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const verify = useAction<string>({
    run: (api, typed) => api.send('POST', '/v1/session/totp', SignInResult, { code: typed }),
    onDone: onEnter,
    inForm: true,
  });
  const type = (typed: string): void => {
    const clean = recovery ? typed.toLowerCase().trim() : typed.replace(/\D/g, '').slice(0, 6);
    setCode(clean);
    // Nobody should have to press a button after the sixth digit.
    if (!recovery && clean.length === 6 && clean !== code) verify.mutate(clean);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate(code);
      }}
    >
      <Field
        label={recovery ? t.signIn.recoveryCode : t.signIn.totpCode}
        help={recovery ? t.signIn.recoveryHelp : undefined}
        required
      >
        <Input
          key={String(recovery)}
          mono
          autoFocus
          autoComplete="one-time-code"
          inputMode={recovery ? 'text' : 'numeric'}
          value={code}
          onChange={(event) => type(event.target.value)}
        />
      </Field>
      <FormProblem problem={verify.error} />
      <Button type="submit" look="primary" busy={verify.isPending}>
        {t.signIn.verify}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          look="quiet"
          size="sm"
          onClick={() => {
            setRecovery(!recovery);
            setCode('');
          }}
        >
          {recovery ? t.signIn.useApp : t.signIn.useRecovery}
        </Button>
        <Button look="quiet" size="sm" onClick={onStartOver}>
          {t.signIn.startOver}
        </Button>
      </div>
    </form>
  );
}
