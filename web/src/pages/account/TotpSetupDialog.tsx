import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { sessionQuery } from '../../app/session.tsx';
import { RecoveryCodes } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { QrCode } from './QrCode.tsx';

interface TotpSetupDialogProps {
  readonly setup: { readonly secret: string; readonly uri: string };
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}

/** The secret for the app, then a first code to prove it got there. */
export function TotpSetupDialog({ setup, onClose, onCodes }: TotpSetupDialogProps) {
  const t = useT();
  const words = t.account.totp;
  const formId = useId();
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const confirm = useAction({
    run: (api) => api.send('POST', '/v1/session/totp-setup/confirm', RecoveryCodes, { code }),
    onDone: ({ codes }) => {
      void queries.invalidateQueries(sessionQuery);
      onCodes(codes);
    },
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.setUp}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={confirm.isPending}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <p className="text-sm text-muted">{words.scan}</p>
        <div className="flex justify-center">
          <QrCode text={setup.uri} label={words.qr} />
        </div>
        <div className="text-sm">
          <p className="text-muted">{words.manual}</p>
          <p className="mt-1 flex items-center justify-between gap-2">
            <code className="font-mono text-xs break-all select-all">
              {setup.secret.match(/.{1,4}/g)?.join(' ')}
            </code>
            <CopyButton compact text={setup.secret} />
          </p>
        </div>
        <Field label={words.code} required>
          <Input
            mono
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            value={code}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
          />
        </Field>
        <FormProblem problem={confirm.error} />
      </form>
    </Dialog>
  );
}
