/** An open channel: its binds, what is being sent on them, what arrives, and how it fares. */
import type {
  Caller,
  ChannelConnection,
  ChannelDeps,
  ChannelHealth,
  OutgoingMessage,
  SendError,
  SendOutcome,
  TakeEvent,
} from '../channel.ts';
import { Inbound } from './inbound.ts';
import { failure, notConnected, type Part } from './job.ts';
import { Link, type LinkTrouble } from './link.ts';
import type { SmppSession } from './session.ts';
import type { Acknowledger } from './session-contract.ts';
import type { SmppSettings } from './settings.ts';
import { Submitter } from './submitter.ts';
import { type BindCommand, COMMAND } from './wire/commands.ts';
import type { ShortMessage } from './wire/read-pdu.ts';

const SWEEP_MS = 250;
/** `close` waits this long for answers and for events to be stored. */
const CLOSE_MS = 5000;

type Assessment = Omit<ChannelHealth, 'since'>;
const UP: Assessment = { state: 'up' };
const THROTTLED: Assessment = {
  state: 'degraded',
  code: 'throttled',
  detail: 'The provider throttles; sending more slowly for a while.',
};
const CLOSED: Assessment = { state: 'stopped', code: 'closed', detail: 'The channel is closed.' };

export class SmppConnection implements ChannelConnection {
  private readonly deps: ChannelDeps;
  private readonly links: readonly Link<Part>[];
  private readonly senders: readonly Link<Part>[];
  private readonly submitter: Submitter;
  private readonly inbound: Inbound;
  /** Sessions that may send, renewed when a link changes. */
  private sending: readonly SmppSession<Part>[] = [];
  private sweeper: NodeJS.Timeout | undefined;
  private started = false;
  private closing: Promise<void> | undefined;
  private current: ChannelHealth;

  constructor(settings: SmppSettings, deps: ChannelDeps) {
    this.deps = deps;
    this.inbound = new Inbound(settings, deps);
    this.submitter = new Submitter(settings, deps, () => this.sending);
    const { transceiver, transmitter, receiver } = this.makeLinks(settings);
    this.senders = settings.bindMode === 'transceiver' ? transceiver : transmitter;
    this.links = settings.bindMode === 'transceiver' ? transceiver : [...transmitter, ...receiver];
    this.current = { state: 'connecting', since: new Date(deps.clock.now()) };
  }

  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome> {
    return new Promise((resolve) => this.submit(message, signal, { answered: resolve }));
  }

  submit(message: OutgoingMessage, signal: AbortSignal, caller: Caller): void {
    const refusal = this.refusalOf(signal);
    if (refusal) queueMicrotask(() => caller.answered(refusal));
    else this.submitter.submit(message, signal, caller);
  }

  private refusalOf(signal: AbortSignal): SendError | undefined {
    if (this.closing) return notConnected();
    this.start();
    const refused = this.refused();
    if (refused) return failure('retryable', 'credentials_refused', refused.detail);
    return signal.aborted ? failure('retryable', 'timeout', 'not sent in time') : undefined;
  }

  listen(take: TakeEvent): void {
    this.inbound.listen(take);
    this.start();
  }

  health(): ChannelHealth {
    const next = this.assess();
    const { current } = this;
    if (next.state !== current.state || next.code !== current.code || next.detail !== current.detail) {
      this.current = { ...next, since: new Date(this.deps.clock.now()) };
    }
    return this.current;
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private makeLinks(settings: SmppSettings) {
    const owner = {
      onAnswer: (part: Part, status: number, id: string) => this.submitter.onAnswer(part, status, id),
      onLost: (part: Part, why: 'timeout' | 'connection_lost', written: boolean) =>
        this.submitter.onLost(part, why, written),
      onMessage: (session: Acknowledger, command: number, sequence: number, message: ShortMessage) =>
        this.inbound.handle(session, command, sequence, message),
      onRoom: () => this.submitter.pump(),
      onLink: (up: boolean) => this.onLink(up),
    };
    const make = (command: BindCommand, count: number) =>
      Array.from({ length: count }, () => new Link<Part>(settings, this.deps, command, owner));
    return {
      transceiver: make(COMMAND.bindTransceiver, settings.sessions),
      transmitter: make(COMMAND.bindTransmitter, settings.sessions),
      receiver: make(COMMAND.bindReceiver, 1),
    };
  }

  private start(): void {
    if (this.started) return;
    this.started = true;
    for (const link of this.links) link.start();
    this.sweeper = setInterval(() => {
      this.submitter.sweep(this.sending.length > 0);
      this.inbound.sweep();
    }, SWEEP_MS);
  }

  private onLink(up: boolean): void {
    this.sending = this.senders.flatMap(({ session }) => (session.current?.bound ? [session.current] : []));
    if (!up) this.inbound.linkLost();
    const refused = this.refused();
    if (refused) this.submitter.rejectQueued(failure('retryable', 'credentials_refused', refused.detail));
  }

  /** The provider refused our credentials on the last bind that could send. */
  private refused(): LinkTrouble | undefined {
    return this.senders.every((link) => link.trouble?.final) ? this.senders[0]?.trouble : undefined;
  }

  private assess(): Assessment {
    if (this.closing) return CLOSED;
    let bound = 0;
    for (const link of this.links) if (link.bound) bound++;
    // Nearly always, and asked for every message.
    if (bound === this.links.length) return this.submitter.rate.reduced ? THROTTLED : UP;
    const trouble =
      this.links.find((link) => link.trouble?.final)?.trouble ?? this.links.find((l) => l.trouble)?.trouble;
    if (bound > 0) {
      const detail = `${bound} of ${this.links.length} binds are up.${trouble ? ` ${trouble.detail}` : ''}`;
      return { state: 'degraded', code: trouble?.code ?? 'partly_bound', detail };
    }
    if (!trouble) return { state: 'connecting' };
    return { state: trouble.final ? 'stopped' : 'down', code: trouble.code, detail: trouble.detail };
  }

  private async shutDown(): Promise<void> {
    if (this.sending.length === 0) this.submitter.rejectQueued(notConnected());
    await within(CLOSE_MS, this.submitter.drained());
    this.submitter.rejectQueued(notConnected());
    this.submitter.stop();
    await within(CLOSE_MS, this.inbound.drained());
    await Promise.all(this.links.map((link) => link.stop()));
    await within(CLOSE_MS, this.submitter.drained());
    clearInterval(this.sweeper);
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
