/**
 * Holds the open connections of this process, one per enabled channel, and keeps
 * them in step with the table: opened, reopened when settings change, closed.
 */
import type {
  Bringer,
  ChannelConnection,
  ChannelDeps,
  ChannelEvent,
  ChannelType,
  Clock,
  Pace,
} from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import type { Seal } from '../../platform/seal.ts';
import { Breaker } from './breaker.ts';
import { healthOf } from './channel-health.ts';
import { checkSettings, openSecrets } from './channel-settings.ts';
import { type ChannelRow, listOpenChannels, saveHealth } from './queries.ts';
import { Throttle } from './throttle.ts';

/** How often the table is compared with what is open; a change in this process is seen at once. */
const RECONCILE_MS = 2_000;
const HURRY_MS = 200;

export interface OpenChannel {
  readonly workspaceId: string;
  /** UUID */
  readonly id: string;
  readonly type: ChannelType;
  readonly connection: ChannelConnection;
  readonly pace: Pace;
  /** Closed again when the channel is opened anew: a person changed something. */
  readonly breaker: Breaker;
  readonly throttle: Throttle;
}

export interface GatewayListener {
  opened(channel: OpenChannel): void;
  /** The connection is closed after this returns; nothing new may be sent on it. */
  closed(channel: OpenChannel): Promise<void>;
  /** The new health is stored and readable. */
  healthChanged(channel: OpenChannel): void;
  /** What its connection reports by itself. */
  hear(channel: OpenChannel, event: ChannelEvent, bringer: Bringer): void;
}

interface Entry {
  readonly channel: OpenChannel;
  readonly version: number;
  savedHealth: string;
}

type OpenRow = ChannelRow & { readonly workspace_id: string };

export interface GatewayDeps {
  /** Worker role: it serves every workspace and names each in its statements. */
  readonly db: Database;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly log: Logger;
  readonly channelTypes: readonly ChannelType[];
  /** `secrets` are the values that no log line may hold. */
  readonly channelDeps: (channel: {
    readonly workspaceId: string;
    readonly channelId: string;
    readonly secrets: readonly string[];
  }) => ChannelDeps;
  readonly listener: GatewayListener;
}

export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #open = new Map<string, Entry>();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #current: Promise<void> = Promise.resolve();

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    void this.reconcile();
  }

  find(channelId: string): OpenChannel | undefined {
    return this.#open.get(channelId)?.channel;
  }

  /** What is open in this process. */
  channels(): OpenChannel[] {
    return [...this.#open.values()].map(({ channel }) => channel);
  }

  /** Compares with the table now; resolves when done. */
  reconcile(): Promise<void> {
    clearTimeout(this.#timer);
    this.#current = this.#current
      .then(() => (this.#stopped ? undefined : this.#compare()))
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'gateway waits for the database'))
      .then(() => {
        if (this.#stopped) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.reconcile(), this.#nextLook());
      });
    return this.#current;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#current;
    await Promise.all([...this.#open.values()].map((entry) => this.#close(entry)));
  }

  async #compare(): Promise<void> {
    const rows = await this.#deps.db.query(listOpenChannels, []);
    const wanted = new Map(rows.map((row) => [row.id, row]));
    for (const entry of [...this.#open.values()]) {
      if (wanted.get(entry.channel.id)?.updated_at.getTime() !== entry.version) await this.#close(entry);
    }
    for (const row of rows) {
      if (!this.#open.has(row.id)) await this.#openOrExplain(row);
    }
    for (const entry of this.#open.values()) await this.#saveIfChanged(entry);
  }

  async #openOrExplain(row: OpenRow): Promise<void> {
    try {
      this.#openOne(row);
    } catch (error) {
      this.#deps.log.error({ err: error, channel: row.id }, 'channel cannot be opened');
      const words = 'The stored settings cannot be used; save the channel again.';
      await this.#deps.db.query(saveHealth, [
        row.workspace_id,
        row.id,
        'stopped',
        'settings_invalid',
        words,
        new Date(),
      ]);
    }
  }

  #openOne(row: OpenRow): void {
    const { channelTypes, clock, seal, channelDeps, listener } = this.#deps;
    const type = channelTypes.find((one) => one.type === row.type);
    if (type === undefined) throw new Error(`there is no channel type ${row.type}`);
    const secrets = openSecrets(row.sealed_secrets, seal, row.workspace_id, row.id);
    const settings = checkSettings(type, { ...row.settings, ...secrets });
    const connection = type.open(
      settings,
      channelDeps({
        workspaceId: row.workspace_id,
        channelId: row.id,
        secrets: Object.values(secrets).map(String),
      }),
    );
    const pace = type.pace(settings);
    const channel: OpenChannel = {
      workspaceId: row.workspace_id,
      id: row.id,
      type,
      connection,
      pace,
      // Stored at once, so that new messages take another way.
      breaker: new Breaker(clock.monotonic, () => void this.reconcile()),
      throttle: new Throttle(pace, clock.monotonic),
    };
    this.#open.set(row.id, { channel, version: row.updated_at.getTime(), savedHealth: '' });
    listener.opened(channel);
    connection.listen?.((event, bringer) => listener.hear(channel, event, bringer));
  }

  async #close(entry: Entry): Promise<void> {
    this.#open.delete(entry.channel.id);
    await this.#deps.listener.closed(entry.channel);
    await entry.channel.connection.close();
  }

  async #saveIfChanged(entry: Entry): Promise<void> {
    const { connection, breaker } = entry.channel;
    const { state, code, detail, since } = healthOf(connection.health(), breaker, this.#deps.clock.now());
    const now = `${state} ${code ?? ''} ${detail ?? ''}`;
    if (now === entry.savedHealth) return;
    const { workspaceId, id } = entry.channel;
    await this.#deps.db.query(saveHealth, [workspaceId, id, state, code ?? null, detail ?? null, since]);
    entry.savedHealth = now;
    this.#deps.listener.healthChanged(entry.channel);
  }

  /** Connections on their way up are looked at more often, so that "up" shows soon after it is true. */
  #nextLook(): number {
    const settled = [...this.#open.values()].every(
      ({ channel }) => channel.connection.health().state !== 'connecting',
    );
    return settled ? RECONCILE_MS : HURRY_MS;
  }
}
