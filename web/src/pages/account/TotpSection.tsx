import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Nothing } from '../../api/use-api.ts';
import { RecoveryCodes, TotpSetup } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { ConfirmYou } from './ConfirmYou.tsx';
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx';
import { TotpSetupDialog } from './TotpSetupDialog.tsx';
import { useOwnAction } from './use-own-action.ts';

/** Two-step verification and its recovery codes. */
export function TotpSection({ enabled }: { enabled: boolean }) {
  const t = useT();
  const words = t.account.totp;
  const [setup, setSetup] = useState<{ secret: string; uri: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [asking, setAsking] = useState(false);
  const begin = useOwnAction({
    run: (api, proof) => api.send('POST', '/v1/session/totp-setup', TotpSetup, proof),
    onDone: setSetup,
  });
  const disable = useOwnAction({
    run: (api, proof) => api.send('DELETE', '/v1/session/totp-setup', Nothing, proof),
    said: words.disabled,
    onDone: () => setAsking(false),
  });
  const renew = useOwnAction({
    run: (api, proof) => api.send('POST', '/v1/session/recovery-codes', RecoveryCodes, proof),
    onDone: (made) => setCodes(made.codes),
  });
  const guarded = [begin, disable, renew];
  return (
    <Section
      title={words.title}
      lead={words.lead}
      action={
        <Badge tone={enabled ? 'good' : 'hold'} icon={enabled ? ShieldCheck : ShieldAlert}>
          {enabled ? words.on : words.off}
        </Badge>
      }
    >
      {enabled ? (
        <div className="flex flex-wrap gap-2">
          <Button busy={renew.busy} onClick={renew.start}>
            {t.account.recovery.renew}
          </Button>
          <Button look="quiet" onClick={() => setAsking(true)}>
            {words.disable}
          </Button>
        </div>
      ) : (
        <Button look="primary" busy={begin.busy} onClick={begin.start}>
          {words.enable}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.disableAsk}
        confirm={words.disable}
        busy={disable.busy}
        onConfirm={disable.start}
      >
        {words.disableBody}
      </ConfirmDialog>
      {guarded.map((action, at) => (
        <ConfirmYou
          key={['begin', 'disable', 'renew'][at]}
          problem={action.problem}
          busy={action.busy}
          onPassword={action.withPassword}
          onClose={action.reset}
        />
      ))}
      {setup !== null && (
        <TotpSetupDialog
          setup={setup}
          onClose={() => setSetup(null)}
          onCodes={(made) => {
            setSetup(null);
            setCodes(made);
          }}
        />
      )}
      {codes !== null && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Section>
  );
}
