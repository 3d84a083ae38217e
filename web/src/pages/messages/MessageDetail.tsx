import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { MessageDetail as Detail } from '../../contracts/messages.ts';
import { useT } from '../../i18n/I18n.tsx';
import { StatusBadge } from '../../ui/data/StatusBadge.tsx';
import { DetailPanel } from '../../ui/layout/SplitView.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { CancelMessage } from './detail/CancelMessage.tsx';
import { MessageActions } from './detail/MessageActions.tsx';
import { MessageBody } from './detail/MessageBody.tsx';
import { MessageFacts } from './detail/MessageFacts.tsx';
import { PartyWindow } from './detail/PartyWindow.tsx';
import { RouteOfMessage } from './detail/RouteReasonWords.tsx';
import { Timeline } from './detail/Timeline.tsx';
import { partyWords } from './parties.ts';
import { wordReason } from './reason-words.ts';

/** One message with its whole story; stays current while it is open. */
export function MessageDetail() {
  const words = useT().messages.detail;
  const api = useApi();
  const navigate = useNavigate();
  const { messageId } = useParams({ from: '/console/messages/$messageId' });
  const search = useSearch({ from: '/console/messages' });
  const query = useQuery({
    queryKey: [api.workspaceId, 'messages', 'detail', messageId],
    queryFn: ({ signal }) => api.get(`/v1/messages/${encodeURIComponent(messageId)}`, Detail, {}, signal),
    staleTime: 0,
  });
  const message = query.data;
  const title =
    message === undefined
      ? words.message
      : message.direction === 'out'
        ? words.toHim(partyWords(message))
        : words.fromHim(partyWords(message));
  return (
    <DetailPanel
      key={messageId}
      title={title}
      onClose={() => void navigate({ to: '/messages', search, resetScroll: false })}
      actions={message !== undefined && <MessageActions message={message} />}
    >
      <QueryView query={query}>{(found) => <Story message={found} />}</QueryView>
    </DetailPanel>
  );
}

function Story({ message }: { message: Detail }) {
  const t = useT();
  const reason = message.reason === null ? undefined : wordReason(message.reason, t);
  // Whatever the cause: what may have arrived should not be sent again unasked.
  const unclear = message.status === 'unknown' ? t.messages.reasons.connection_lost.remedy : undefined;
  const remedy = unclear ?? reason?.remedy;
  return (
    <>
      <div className="flex flex-col gap-2">
        <div role="status">
          <StatusBadge status={message.status} />
        </div>
        {reason !== undefined && (
          <p className="text-sm">
            <span className="font-semibold">{reason.title}.</span>{' '}
            {remedy !== undefined && <span className="text-muted">{remedy}</span>}
          </p>
        )}
      </div>
      <MessageBody message={message} />
      <PartyWindow message={message} />
      <Timeline message={message} />
      {message.route !== undefined && message.route !== null && <RouteOfMessage reason={message.route} />}
      <MessageFacts message={message} />
      <CancelMessage message={message} />
    </>
  );
}
