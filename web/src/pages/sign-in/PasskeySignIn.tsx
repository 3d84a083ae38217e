import { Fingerprint } from 'lucide-react';
import { useAction } from '../../api/use-action.ts';
import { signInWithPasskey } from '../../api/passkeys.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';

export function PasskeySignIn({ onEnter }: { onEnter: () => void }) {
  const t = useT();
  const signIn = useAction({
    run: (api) => signInWithPasskey(api, t.signIn.passkeyFailed),
    onDone: onEnter,
    inForm: true,
  });
  if (!('PublicKeyCredential' in window)) return null;
  return (
    <div className="mt-4 flex flex-col gap-4">
      <div aria-hidden className="flex items-center gap-3 text-xs text-faint">
        <span className="h-px flex-1 bg-line" />
        {t.signIn.or}
        <span className="h-px flex-1 bg-line" />
      </div>
      <Button icon={Fingerprint} busy={signIn.isPending} onClick={() => signIn.mutate()}>
        {t.signIn.passkey}
      </Button>
      <FormProblem problem={signIn.error} />
    </div>
  );
}
