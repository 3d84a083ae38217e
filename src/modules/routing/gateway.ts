/**
 * Holds the open connections of this process, one per enabled channel, and keeps
 * them in step with the table: opened, reopened when settings change, closed.
 */
import type {
  ChannelConnection,
  ChannelDeps,
  ChannelEvent,
  ChannelHealth,
  ChannelType,
  Pace,
} from '../../channels/channel.ts';
import type { Database } from '../../platform/db.ts';
import type { Logger } from '../../platform/log.ts';
import type { Seal } from '../../platform/seal.ts';
import { checkSettings, openSecrets } from './channel-settings.ts';
import { type ChannelRow, listOpenChannels, saveHealth } from './queries.ts';

/** How often the table is compared with what is open; a change in this process is seen at once. */
const RECONCILE_MS = 2_000;

export interface OpenChannel {
  readonly workspaceId: string;
  /** UUID */
  readonly id: string;
  readonly type: ChannelType;
  readonly connection: ChannelConnection;
  readonly pace: Pace;
}

export interface GatewayListener {
  opened(channel: OpenChannel): void;
  /** The connection is closed after this returns; nothing new may be sent on it. */
  closed(channel: OpenChannel): Promise<void>;
  healthChanged(channel: OpenChannel, health: ChannelHealth): void;
  emit(channel: OpenChannel, event: ChannelEvent): Promise<void>;
}

export interface Gateway {
  find(channelId: string): OpenChannel | undefined;
  /** Compares now; resolves when done. */
  reconcile(): Promise<void>;
  stop(): Promise<void>;
}

interface Entry {
  readonly channel: OpenChannel;
  readonly version: number;
  savedHealth: string;
}

export function startGateway(deps: {
  /** Worker role: it serves every workspace and names each in its statements. */
  readonly db: Database;
  readonly seal: Seal;
  readonly log: Logger;
  readonly channelTypes: readonly ChannelType[];
  readonly channelDeps: (row: {
    readonly workspaceId: string;
    readonly channelId: string;
    readonly secrets: readonly string[];
  }) => ChannelDeps;
  readonly listener: GatewayListener;
}): Gateway {
  const open = new Map<string, Entry>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  function openOne(row: ChannelRow & { readonly workspace_id: string }): void {
    const type = deps.channelTypes.find((one) => one.type === row.type);
    if (type === undefined) return;
    const secrets = openSecrets(row.sealed_secrets, deps.seal, row.workspace_id, row.id);
    const settings = type.settings.parse(checkSettings(type, { ...row.settings, ...secrets }));
    const secretValues = Object.values(secrets).map(String);
    const connection = type.open(
      settings,
      deps.channelDeps({ workspaceId: row.workspace_id, channelId: row.id, secrets: secretValues }),
    );
    const channel: OpenChannel = {
      workspaceId: row.workspace_id,
      id: row.id,
      type,
      connection,
      pace: type.pace(settings),
    };
    open.set(row.id, { channel, version: row.updated_at.getTime(), savedHealth: '' });
    deps.listener.opened(channel);
    connection.listen?.((event) => deps.listener.emit(channel, event));
  }

  async function closeOne(entry: Entry): Promise<void> {
    open.delete(entry.channel.id);
    await deps.listener.closed(entry.channel);
    await entry.channel.connection.close();
  }

  async function reconcile(): Promise<void> {
    const rows = await deps.db.query(listOpenChannels, []);
    const wanted = new Map(rows.map((row) => [row.id, row]));
    for (const entry of [...open.values()]) {
      if (wanted.get(entry.channel.id)?.updated_at.getTime() !== entry.version) await closeOne(entry);
    }
    for (const row of rows) {
      if (open.has(row.id)) continue;
      try {
        openOne(row);
      } catch (error) {
        deps.log.error({ err: error, channel: row.id }, 'channel cannot be opened');
        await deps.db.query(saveHealth, [
          row.workspace_id,
          row.id,
          'stopped',
          'settings_invalid',
          'The stored settings cannot be used; save the channel again.',
          new Date(),
        ]);
      }
    }
    for (const entry of open.values()) await saveIfChanged(entry);
  }

  async function saveIfChanged(entry: Entry): Promise<void> {
    const health = entry.channel.connection.health();
    const now = `${health.state} ${health.code ?? ''} ${health.detail ?? ''}`;
    if (now === entry.savedHealth) return;
    await deps.db.query(saveHealth, [
      entry.channel.workspaceId,
      entry.channel.id,
      health.state,
      health.code ?? null,
      health.detail ?? null,
      health.since,
    ]);
    entry.savedHealth = now;
    deps.listener.healthChanged(entry.channel, health);
  }

  function run(): Promise<void> {
    clearTimeout(timer);
    current = current
      .then(() => (stopped ? undefined : reconcile()))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'gateway waits for the database'))
      .then(() => {
        if (!stopped) timer = setTimeout(() => void run(), nextLook());
      });
    return current;
  }

  /** Connections on their way up are looked at more often, so that "up" shows soon after it is true. */
  function nextLook(): number {
    const settled = [...open.values()].every(
      ({ channel }) => channel.connection.health().state !== 'connecting',
    );
    return settled ? RECONCILE_MS : 200;
  }

  void run();
  return {
    find: (channelId) => open.get(channelId)?.channel,
    reconcile: run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
      await Promise.all([...open.values()].map(closeOne));
    },
  };
}
