/** A disk that is nearly full keeps what room it has for codes and notices: campaigns are refused until there is more. */
import { Problem } from '../../platform/problem.ts';
import type { Acceptor } from './accept/accept-messages.ts';
import type { AcceptRequest, RequestedMessage } from './accept/entries.ts';
import { messagesErrors } from './errors.ts';
import { LAST_LANE } from './status.ts';

/** Somebody has to make room; asking more often than once a minute only costs. */
const RETRY_SECONDS = 60;

const isCampaign = (message: RequestedMessage): boolean => message.ok && message.value.class === 'marketing';

/** The acceptor, but for campaigns while `isNearlyFull`: alone they are a 503, among others each is refused for itself. */
export function shedCampaigns(acceptor: Acceptor, isNearlyFull: () => boolean): Acceptor {
  return {
    ...acceptor,
    requireRoom(messages, lane) {
      if (lane === LAST_LANE && isNearlyFull()) throw refused();
      acceptor.requireRoom(messages, lane);
    },
    accept(request) {
      if (!isNearlyFull() || !request.messages.some(isCampaign)) return acceptor.accept(request);
      if (request.messages.every(isCampaign)) return Promise.reject(refused());
      return acceptor.accept(withoutCampaigns(request));
    },
  };
}

const refused = (): Problem =>
  new Problem(messagesErrors.disk_nearly_full, { field: 'class', retryAfterSeconds: RETRY_SECONDS });

const withoutCampaigns = (request: AcceptRequest): AcceptRequest => ({
  ...request,
  messages: request.messages.map((message) =>
    isCampaign(message)
      ? { ok: false, error: { code: messagesErrors.disk_nearly_full, field: 'class' } }
      : message,
  ),
});
