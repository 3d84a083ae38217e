/** Keeps one bind alive: connects, binds, and after a break tries again with growing, jittered delays. */
import type { ChannelDeps } from '../channel.ts';
import { SmppSession } from './session.ts';
import type { CloseReason, InFlight, SessionOwner } from './session-contract.ts';
import type { SmppSettings } from './settings.ts';
import type { BindCommand } from './wire/commands.ts';
import { describeStatus, STATUS, stopsBinding } from './wire/status.ts';

/** A bind that lasted this long was a good one: after it the delays start small again. */
const GOOD_BIND_MS = 10_000;

export interface LinkTrouble {
  /** Stable code for screens. */
  readonly code: string;
  readonly detail: string;
  /** It will not try again until a person acts. */
  readonly final: boolean;
}

export interface LinkOwner<Part extends InFlight>
  extends Pick<SessionOwner<Part>, 'onAnswer' | 'onLost' | 'onMessage' | 'onRoom'> {
  /** The link came up or went down. */
  onLink(up: boolean): void;
}

export class Link<Part extends InFlight> {
  readonly command: BindCommand;
  readonly session: { current: SmppSession<Part> | undefined } = { current: undefined };
  trouble: LinkTrouble | undefined;
  private readonly settings: SmppSettings;
  private readonly deps: ChannelDeps;
  private readonly owner: LinkOwner<Part>;
  private failures = 0;
  private boundAt: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private ended: (() => void) | undefined;

  constructor(settings: SmppSettings, deps: ChannelDeps, command: BindCommand, owner: LinkOwner<Part>) {
    this.settings = settings;
    this.deps = deps;
    this.command = command;
    this.owner = owner;
  }

  get bound(): boolean {
    return this.session.current?.bound ?? false;
  }

  start(): void {
    if (this.stopped) return;
    this.timer = undefined;
    const { owner } = this;
    const session = new SmppSession<Part>(this.settings, this.deps, this.command, {
      onBound: () => this.onBound(),
      onClosed: (reason) => this.onClosed(reason),
      onAnswer: (part, status, messageId) => owner.onAnswer(part, status, messageId),
      onLost: (part, why, written) => owner.onLost(part, why, written),
      onMessage: (from, command, sequence, message) => owner.onMessage(from, command, sequence, message),
      onRoom: () => owner.onRoom(),
    });
    this.session.current = session;
    session.open().catch((error: unknown) => {
      this.deps.log.warn('smpp_open_failed', { error: error instanceof Error ? error.message : 'unknown' });
    });
  }

  /** Unbinds and stays down. */
  stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const session = this.session.current;
    if (!session) return Promise.resolve();
    return new Promise((resolve) => {
      this.ended = resolve;
      session.unbind();
    });
  }

  private onBound(): void {
    this.boundAt = this.deps.clock.monotonic();
    this.trouble = undefined;
    this.deps.log.info('smpp_bound', { host: this.settings.host, port: this.settings.port });
    this.owner.onLink(true);
    this.owner.onRoom();
  }

  private onClosed(reason: CloseReason): void {
    this.session.current = undefined;
    if (this.boundAt !== undefined && this.deps.clock.monotonic() - this.boundAt >= GOOD_BIND_MS) {
      this.failures = 0;
    }
    this.boundAt = undefined;
    if (this.stopped) {
      this.ended?.();
      return;
    }
    this.trouble = troubleOf(reason, this.settings);
    this.deps.log.warn('smpp_link_down', { code: this.trouble.code, detail: this.trouble.detail });
    if (!this.trouble.final) this.timer = setTimeout(() => this.start(), this.delay(reason));
    this.owner.onLink(false);
  }

  /** 1, 2, 4 … 30 s (by default), each spread over its upper half so that binds don't return in step. */
  private delay(reason: CloseReason): number {
    const { reconnectMinSeconds, reconnectMaxSeconds } = this.settings;
    const most = reconnectMaxSeconds * 1000;
    const grown = Math.min(most, reconnectMinSeconds * 1000 * 2 ** Math.min(this.failures, 16));
    this.failures++;
    // The centre answered and said no: hammering it would only lengthen the ban.
    const base = reason.kind === 'bind_refused' ? Math.max(grown, most / 2) : grown;
    return base * (0.5 + this.deps.random() / 2);
  }
}

function troubleOf(reason: CloseReason, settings: SmppSettings): LinkTrouble {
  const place = `${settings.host}:${settings.port}`;
  switch (reason.kind) {
    case 'connect_failed':
      return trouble('unreachable', `Cannot connect to ${place}: ${reason.error}`);
    case 'bind_refused':
      return refusal(reason.status);
    case 'dead_peer':
      return trouble('no_answer', `${place} does not answer.`);
    case 'no_answers':
      return trouble('no_answer', `${place} leaves messages unanswered.`);
    case 'unbound_by_peer':
      return trouble('unbound', `${place} ended the session.`);
    case 'protocol_error':
      return trouble('protocol_error', `${place} sent something that is not SMPP.`);
    default:
      return trouble('connection_lost', `The connection to ${place} was lost.`);
  }
}

function trouble(code: string, detail: string): LinkTrouble {
  return { code, detail, final: false };
}

function refusal(status: number): LinkTrouble {
  const words = describeStatus(status);
  if (stopsBinding(status)) {
    return {
      code: 'credentials_refused',
      detail: `The provider refused system ID, password or system type (${words}). Correct the settings.`,
      final: true,
    };
  }
  if (status === STATUS.alreadyBound) {
    return trouble(
      'already_bound',
      `The provider says another session is open with this system ID (${words}).`,
    );
  }
  return trouble('bind_refused', `The provider refused the bind (${words}).`);
}
