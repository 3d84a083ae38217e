import type {
  ActionOutcome,
  ChannelConnection,
  ChannelDeps,
  ChannelHealth,
  DownloadOutcome,
  EmitEvent,
  InboundRequest,
  InboundResponse,
  MediaReference,
  OutgoingMessage,
  SendOutcome,
  SetupCheck,
} from '../channel.ts';
import { closedHealth, HealthWatch } from '../shared/health-watch.ts';
import { scrub } from '../shared/scrub.ts';
import { AccessToken } from './access-token.ts';
import type { ApiDeps } from './api.ts';
import { CapabilityCache } from './capability-cache.ts';
import { FileStore } from './content/file-store.ts';
import { downloadFile } from './download.ts';
import { receiveCall } from './inbound/receive-call.ts';
import { type SendDeps, sendMessage } from './send-message.ts';
import { readServiceAccount } from './service-account.ts';
import { baseUrlOf, managementUrlOf, type RcsSettings } from './settings.ts';
import { performAction } from './setup/actions.ts';
import { inspectSetup, type SetupDeps } from './setup/inspect.ts';
import { revokeMessage, sendRead, type TellDeps } from './tell-person.ts';

const MESSAGING_SCOPE = 'https://www.googleapis.com/auth/rcsbusinessmessaging';
const MANAGEMENT_SCOPE = 'https://www.googleapis.com/auth/businesscommunications';
const HOUR_MS = 3_600_000;

export class RcsConnection implements ChannelConnection {
  readonly #settings: RcsSettings;
  readonly #deps: ChannelDeps;
  readonly #api: ApiDeps;
  readonly #management: ApiDeps;
  readonly #sending: SendDeps;
  readonly #watch: HealthWatch;
  readonly #underWay = new Set<Promise<unknown>>();
  #verifiedAt: Date | undefined;
  #closed = false;

  constructor(settings: RcsSettings, deps: ChannelDeps) {
    this.#settings = settings;
    this.#deps = deps;
    const { agentId, ttlSeconds, capabilityHours } = settings;
    this.#api = apiFor(settings, deps, baseUrlOf(settings), MESSAGING_SCOPE);
    this.#management = apiFor(settings, deps, managementUrlOf(settings), MANAGEMENT_SCOPE);
    this.#sending = {
      api: this.#api,
      agentId,
      ttlSeconds,
      cache: new CapabilityCache(deps.clock, capabilityHours * HOUR_MS),
      files: new FileStore({ api: this.#api, agentId, channel: deps }),
      clock: deps.clock,
      secrets: this.#secrets(),
    };
    this.#watch = new HealthWatch(deps.clock);
  }

  async send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome> {
    if (this.#closed) return { kind: 'retryable', code: 'not_connected', detail: 'The channel is closed.' };
    const { refused } = this.#watch;
    if (refused !== undefined)
      return { kind: 'retryable', code: 'credentials_refused', detail: refused.detail ?? '' };
    const outcome = await this.#track(sendMessage(this.#sending, message, signal));
    this.#watch.note(outcome);
    return outcome;
  }

  receive(request: InboundRequest, emit: EmitEvent): Promise<InboundResponse> {
    const { clientToken, agentId } = this.#settings;
    const onVerified = (): void => {
      this.#verifiedAt = new Date(this.#deps.clock.now());
    };
    return receiveCall({ clientToken, agentId, onVerified }, this.#deps, request, emit);
  }

  download(media: MediaReference, signal: AbortSignal): Promise<DownloadOutcome> {
    return this.#track(downloadFile(this.#deps, this.#settings.baseUrl, media, signal));
  }

  revoke(externalId: string, to: string, signal: AbortSignal): Promise<'gone' | 'delivered' | 'unknown'> {
    return this.#track(revokeMessage(this.#telling(to), externalId, to, signal));
  }

  markRead(externalId: string, typing: boolean, signal: AbortSignal, from: string): Promise<SendOutcome> {
    return this.#track(sendRead(this.#telling(from), externalId, typing, from, signal));
  }

  inspect(signal: AbortSignal): Promise<readonly SetupCheck[]> {
    return this.#track(inspectSetup(this.#setup(), signal));
  }

  perform(
    action: string,
    input: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ActionOutcome> {
    return this.#track(performAction(this.#setup(), action, input, signal));
  }

  health(): ChannelHealth {
    return this.#closed ? closedHealth(this.#deps.clock) : this.#watch.state();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#underWay]);
  }

  async #track<T>(call: Promise<T>): Promise<T> {
    this.#underWay.add(call);
    try {
      return await call;
    } finally {
      this.#underWay.delete(call);
    }
  }

  #secrets(): readonly string[] {
    const { clientToken, serviceAccount } = this.#settings;
    const { email } = readServiceAccount(serviceAccount) ?? { email: '' };
    return [clientToken, serviceAccount, email, this.#deps.callbackUrl];
  }

  #telling(address: string): TellDeps {
    return { api: this.#api, agentId: this.#settings.agentId, context: this.#context([address]) };
  }

  #setup(): SetupDeps {
    const { agentId, agentName, clientToken } = this.#settings;
    return {
      api: this.#api,
      management: this.#management,
      agentId,
      agentName,
      clientToken,
      callbackUrl: this.#deps.callbackUrl,
      context: this.#context([]),
      verifiedAt: this.#verifiedAt,
    };
  }

  #context(addresses: readonly string[]): TellDeps['context'] {
    const { secrets } = this.#sending;
    return {
      now: this.#deps.clock.now(),
      clean: (words) => scrub(words, { secrets, text: '', addresses }),
    };
  }
}

function apiFor(
  { serviceAccount, tokenUrl, timeoutSeconds }: RcsSettings,
  deps: ChannelDeps,
  baseUrl: string,
  scope: string,
): ApiDeps {
  const account = readServiceAccount(serviceAccount);
  if (account === undefined) throw new Error('the settings were not checked');
  const timeoutMs = timeoutSeconds * 1000;
  const request = { account, tokenUrl: tokenUrl === '' ? account.tokenUrl : tokenUrl, scope, timeoutMs };
  return { baseUrl, token: new AccessToken(request, deps), fetch: (call) => deps.fetch(call), timeoutMs };
}
