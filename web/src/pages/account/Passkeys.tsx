import { useQuery } from '@tanstack/react-query';
import { Fingerprint, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { addPasskey } from '../../api/passkeys.ts';
import { Nothing, useApi } from '../../api/use-api.ts';
import { list, Passkey } from '../../contracts/accounts.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { ConfirmYou } from './ConfirmYou.tsx';
import { useOwnAction } from './use-own-action.ts';

export function Passkeys() {
  const t = useT();
  const words = t.account.passkeys;
  const api = useApi();
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: [api.workspaceId, 'passkeys'],
    queryFn: ({ signal }) => api.get('/v1/session/passkeys', list(Passkey), {}, signal),
  });
  const supported = 'PublicKeyCredential' in window;
  return (
    <Section
      title={words.title}
      lead={words.lead}
      action={
        supported && (
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {t.common.add}
            <span className="sr-only">{words.title}</span>
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-sm text-muted">{words.empty}</p>
          ) : (
            <ul className="divide-y divide-line border-y border-line">
              {items.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {adding && <AddPasskey onClose={() => setAdding(false)} />}
    </Section>
  );
}

function PasskeyRow({ passkey }: { passkey: { id: string; name: string; lastUsedAt: string | null } }) {
  const t = useT();
  const words = t.account.passkeys;
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const remove = useOwnAction({
    run: (api) => api.send('DELETE', `/v1/session/passkeys/${passkey.id}`, Nothing),
    said: words.removed,
    onDone: () => setAsking(false),
  });
  return (
    <li className="flex min-h-12 items-center gap-3 py-2 text-sm">
      <Fingerprint aria-hidden size={18} className="shrink-0 text-faint" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{passkey.name}</span>
        <span className="block text-xs text-muted">
          {passkey.lastUsedAt === null ? words.neverUsed : words.used(format.dateTime(passkey.lastUsedAt))}
        </span>
      </span>
      <Button look="quiet" size="sm" onClick={() => setAsking(true)}>
        {words.remove}
        <span className="sr-only">{passkey.name}</span>
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.removeAsk(passkey.name)}
        confirm={words.remove}
        busy={remove.busy}
        onConfirm={remove.start}
      >
        {words.removeBody}
      </ConfirmDialog>
    </li>
  );
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const t = useT();
  const words = t.account.passkeys;
  const formId = useId();
  const [name, setName] = useState('');
  const add = useOwnAction({
    run: (api, proof) => addPasskey(api, { name, ...proof }, words.failed),
    said: words.added,
    onDone: onClose,
  });
  return (
    <>
      <Dialog
        open
        onClose={onClose}
        title={words.add}
        footer={
          <>
            <Button onClick={onClose}>{t.common.cancel}</Button>
            <Button type="submit" form={formId} look="primary" busy={add.busy}>
              {t.common.add}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault();
            add.start();
          }}
        >
          <Field label={words.name} help={words.nameHelp} required>
            <Input autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        </form>
      </Dialog>
      <ConfirmYou problem={add.problem} busy={add.busy} onPassword={add.withPassword} onClose={add.reset} />
    </>
  );
}
