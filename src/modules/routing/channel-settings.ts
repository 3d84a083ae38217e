import { z } from 'zod';
import type { ChannelType } from '../../channels/channel.ts';
import { faultsOf } from '../../platform/http-server/parse-input.ts';
import { Problem } from '../../platform/problem.ts';
import type { Seal } from '../../platform/seal.ts';
import { routingErrors } from './errors.ts';

export type Settings = Readonly<Record<string, string | number | boolean>>;
const SettingsRecord = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export interface StoredSettings {
  readonly settings: Settings;
  readonly sealed: Buffer | null;
}

const placeOf = (workspaceId: string, channelId: string): string =>
  `routing.channel:${workspaceId}:${channelId}:secrets`;

/** Checks settings against their type; throws the problem that names `settings.<field>`. Returns them with defaults filled in. */
export function checkSettings(type: ChannelType, settings: Settings): Settings {
  const parsed = type.settings.safeParse(settings);
  if (!parsed.success) {
    const errors = faultsOf(parsed.error, ['settings']);
    const first = errors[0];
    throw new Problem(
      routingErrors.settings_invalid,
      first ? { field: first.field, detail: first.detail, errors } : {},
    );
  }
  return SettingsRecord.parse(parsed.data);
}

/** Parts secrets from the rest and seals them to this workspace and channel. */
export function storeSettings(
  type: ChannelType,
  settings: Settings,
  seal: Seal,
  workspaceId: string,
  channelId: string,
): StoredSettings {
  const secrets = Object.fromEntries(
    Object.entries(settings).filter(([name]) => type.secrets.includes(name)),
  );
  const open = Object.fromEntries(Object.entries(settings).filter(([name]) => !type.secrets.includes(name)));
  const sealed =
    Object.keys(secrets).length > 0
      ? seal.seal(JSON.stringify(secrets), placeOf(workspaceId, channelId))
      : null;
  return { settings: open, sealed };
}

export function openSecrets(
  sealed: Buffer | null,
  seal: Seal,
  workspaceId: string,
  channelId: string,
): Settings {
  if (sealed === null) return {};
  return SettingsRecord.parse(JSON.parse(seal.open(sealed, placeOf(workspaceId, channelId))));
}
