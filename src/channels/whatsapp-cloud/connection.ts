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
  TemplateDesk,
} from '../channel.ts';
import { closedHealth, HealthWatch } from '../shared/health-watch.ts';
import { createGraph, type Graph } from './graph/graph.ts';
import { downloadMedia } from './media/download.ts';
import { MediaDesk } from './media/media-desk.ts';
import { markRead } from './send/mark-read.ts';
import { PairPace } from './send/pair-pace.ts';
import { PortfolioPace } from './send/portfolio-pace.ts';
import { type SendDeps, sendMessage } from './send/send-message.ts';
import type { WhatsAppSettings } from './settings.ts';
import { inspectSetup } from './setup/inspect.ts';
import { performAction } from './setup/perform.ts';
import { createTemplateDesk } from './templates/desk.ts';
import { receiveWebhook } from './webhook/receive-webhook.ts';

export class WhatsAppConnection implements ChannelConnection {
  readonly templates: TemplateDesk;
  readonly #settings: WhatsAppSettings;
  readonly #deps: ChannelDeps;
  readonly #graph: Graph;
  readonly #sending: SendDeps;
  readonly #watch: HealthWatch;
  readonly #underWay = new Set<Promise<SendOutcome>>();
  #closed = false;

  constructor(settings: WhatsAppSettings, deps: ChannelDeps) {
    this.#settings = settings;
    this.#deps = deps;
    this.#graph = createGraph(settings, deps);
    this.#watch = new HealthWatch(deps.clock);
    this.#sending = {
      graph: this.#graph,
      media: new MediaDesk(this.#graph, deps, settings.phoneNumberId),
      pace: new PairPace(deps.clock),
      portfolio: new PortfolioPace(deps.clock),
      phoneNumberId: settings.phoneNumberId,
      timeoutMs: settings.timeoutSeconds * 1000,
      now: () => deps.clock.now(),
    };
    this.templates = createTemplateDesk(this.#graph, deps, settings);
  }

  /** One call for the message and never two, whatever becomes of it; before it one for a file that Meta does not have yet. */
  async send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome> {
    if (this.#closed) return { kind: 'retryable', code: 'not_connected', detail: 'The channel is closed.' };
    const { refused } = this.#watch;
    if (refused !== undefined)
      return { kind: 'retryable', code: 'credentials_refused', detail: refused.detail ?? '' };
    const call = sendMessage(this.#sending, message, signal);
    this.#underWay.add(call);
    try {
      const outcome = await call;
      // What is about one person says nothing about Meta.
      if (outcome.kind === 'accepted' || outcome.scope !== 'recipient') this.#watch.note(outcome);
      return outcome;
    } finally {
      this.#underWay.delete(call);
    }
  }

  receive(request: InboundRequest, emit: EmitEvent): Promise<InboundResponse> {
    return receiveWebhook({ settings: this.#settings, deps: this.#deps, graph: this.#graph }, request, emit);
  }

  download(media: MediaReference, signal: AbortSignal): Promise<DownloadOutcome> {
    const { baseUrl, phoneNumberId, timeoutSeconds } = this.#settings;
    const deps = { graph: this.#graph, baseUrl, phoneNumberId, timeoutMs: timeoutSeconds * 1000 };
    return downloadMedia(deps, media, signal);
  }

  markRead(externalId: string, typing: boolean, signal: AbortSignal): Promise<SendOutcome> {
    return markRead(this.#sending, externalId, typing, signal);
  }

  inspect(signal: AbortSignal): Promise<readonly SetupCheck[]> {
    return inspectSetup(
      { graph: this.#graph, settings: this.#settings, callbackUrl: this.#deps.callbackUrl },
      signal,
    );
  }

  perform(
    action: string,
    input: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ActionOutcome> {
    const deps = { graph: this.#graph, settings: this.#settings, callbackUrl: this.#deps.callbackUrl };
    return performAction(deps, action, input, signal);
  }

  health(): ChannelHealth {
    return this.#closed ? closedHealth(this.#deps.clock) : this.#watch.state();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#underWay]);
  }
}
