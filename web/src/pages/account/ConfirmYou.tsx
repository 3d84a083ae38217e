import { useId, useState, type ReactNode } from 'react';
import type { ApiProblem } from '../../api/problem.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

/** The server wants to know again that it is the same person, because signing in was long ago. */
export const wantsPassword = (problem: ApiProblem | null): boolean =>
  problem?.code === 'accounts.sign_in_again' || problem?.code === 'accounts.password_wrong';

interface ConfirmYouProps {
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly onPassword: (password: string) => void;
  readonly onClose: () => void;
}

/** Asks for the password when the server does, and repeats what was wanted with it. */
export function ConfirmYou({ problem, busy, onPassword, onClose }: ConfirmYouProps): ReactNode {
  const t = useT();
  const formId = useId();
  const [password, setPassword] = useState('');
  if (!wantsPassword(problem)) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.account.confirmYou.title}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={busy}>
            {t.account.confirmYou.submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onPassword(password);
        }}
      >
        <p className="text-sm text-muted">{t.account.confirmYou.body}</p>
        <Field label={t.account.password.current} required>
          <Input
            type="password"
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {problem?.code === 'accounts.password_wrong' && <FormProblem problem={problem} />}
      </form>
    </Dialog>
  );
}
