import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useSession } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Section } from '../../ui/layout/Page.tsx';

export function PasswordSection() {
  const t = useT();
  const words = t.account.password;
  const { user } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useAction({
    run: (api) =>
      api.send('POST', '/v1/session/password', Nothing, {
        ...(current === '' ? {} : { currentPassword: current }),
        newPassword: next,
      }),
    said: () => words.done,
    onDone: () => {
      setCurrent('');
      setNext('');
    },
    inForm: true,
  });
  return (
    <Section title={words.title} lead={words.lead}>
      <form
        className="flex max-w-md flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        {/* Password managers file the new password under this name. */}
        <input type="email" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <Field
          label={words.current}
          help={words.currentHelp}
          error={faultOf(change.error, 'currentPassword')}
        >
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label={words.next} help={words.help} required error={faultOf(change.error, 'newPassword')}>
          <Input
            type="password"
            autoComplete="new-password"
            minLength={10}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <FormProblem problem={change.error} />
        <Button type="submit" look="primary" busy={change.isPending} className="self-start">
          {words.submit}
        </Button>
      </form>
    </Section>
  );
}
