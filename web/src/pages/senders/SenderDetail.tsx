import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useSenders } from '../../api/lists.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { OPERATORS, type Sender } from '../../contracts/routing.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { Facts } from '../../ui/data/Facts.tsx';
import { DetailPanel } from '../../ui/layout/SplitView.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { ErrorState } from '../../ui/state/ErrorState.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { RegistrationEditor } from './RegistrationEditor.tsx';

export function SenderDetail() {
  const t = useT();
  const navigate = useNavigate();
  const { senderId } = useParams({ strict: false });
  const close = (): void => void navigate({ to: '/senders' });
  const query = useSenders();
  const sender = query.data?.find(({ id }) => id === senderId);
  const gone: ApiProblem = { ...t.problems.notFound, status: 404, code: 'console.gone', errors: [] };
  return (
    <DetailPanel title={sender === undefined ? t.senders.title : formatPhone(sender.address)} onClose={close}>
      <QueryView query={query}>
        {() =>
          sender === undefined ? <ErrorState problem={gone} /> : <OpenSender sender={sender} onGone={close} />
        }
      </QueryView>
    </DetailPanel>
  );
}

function OpenSender({ sender, onGone }: { sender: Sender; onGone: () => void }) {
  const t = useT();
  const may = useMay();
  const makeDefault = useAction({
    run: (api) => api.send('PATCH', `/v1/senders/${sender.id}`, Nothing, { isDefault: true }),
    refresh: ['senders'],
    said: () => t.senders.madeDefault(sender.address),
  });
  return (
    <>
      <Facts
        facts={[
          {
            label: t.senders.columns.kind,
            value: `${t.senders.kinds[sender.kind]} · ${t.media[sender.medium]}`,
          },
          {
            label: t.senders.isDefault,
            value: sender.isDefault ? (
              t.common.on
            ) : may('senders:write') ? (
              <Button size="sm" busy={makeDefault.isPending} onClick={() => makeDefault.mutate()}>
                {t.senders.makeDefault}
              </Button>
            ) : (
              t.common.off
            ),
          },
        ]}
      />
      <div>
        <h3 className="text-sm font-bold">{t.senders.registration}</h3>
        <p className="mt-0.5 text-xs text-muted">{t.senders.registrationHelp}</p>
        <ul className="mt-3 divide-y divide-line border-y border-line">
          {OPERATORS.map((operator) => (
            <RegistrationEditor key={operator} sender={sender} operator={operator} />
          ))}
        </ul>
        {isNotActive(sender) && (
          <p className="mt-3 flex gap-2 rounded-md bg-hold-soft px-3 py-2 text-sm text-hold">
            <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
            {t.senders.notActive}
          </p>
        )}
        {sender.medium === 'sms' && (
          <Link
            to="/senders/$senderId/case-file"
            params={{ senderId: sender.id }}
            className={`mt-3 ${buttonClass()}`}
          >
            {t.senders.caseFile}
          </Link>
        )}
      </div>
      {may('senders:write') && <DeleteSender sender={sender} onGone={onGone} />}
    </>
  );
}

/** Names are registered operator by operator; numbers need no registration. */
const isNotActive = ({ kind, medium, registrations }: Sender): boolean =>
  medium === 'sms' && kind === 'alphanumeric' && registrations.some(({ status }) => status !== 'approved');

function DeleteSender({ sender, onGone }: { sender: Sender; onGone: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: (api) => api.send('DELETE', `/v1/senders/${sender.id}`, Nothing),
    refresh: ['senders'],
    said: () => t.senders.deleted(sender.address),
    onDone: onGone,
  });
  return (
    <div>
      <Button look="quiet-danger" size="sm" onClick={() => setAsking(true)}>
        {t.senders.delete}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t.senders.deleteAsk(sender.address)}
        confirm={t.senders.delete}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {t.senders.deleteBody}
      </ConfirmDialog>
    </div>
  );
}
