/** The channel types there are. Adding one is a folder here and a line in this list. */
import type { ChannelConnection, ChannelDeps, ChannelType, Pace } from './channel.ts';
import { rcsGoogle } from './rcs-google/index.ts';
import { sandbox } from './sandbox/index.ts';
import { smsHttp } from './sms-http/index.ts';
import { smsSmpp } from './sms-smpp/index.ts';
import { whatsappCloud } from './whatsapp-cloud/index.ts';

export type * from './channel.ts';

/**
 * A channel type whose settings are unknown data until its own schema has read them, so
 * that types with different settings can stand in one list.
 */
export interface ListedChannelType extends Omit<ChannelType, 'pace' | 'open'> {
  /** Throws a ZodError when the settings are not this type's. */
  pace(settings: unknown): Pace;
  open(settings: unknown, deps: ChannelDeps): ChannelConnection;
}

function listed<Settings>(type: ChannelType<Settings>): ListedChannelType {
  return {
    ...type,
    pace: (settings) => type.pace(type.settings.parse(settings)),
    open: (settings, deps) => type.open(type.settings.parse(settings), deps),
  };
}

export const channelTypes: readonly ListedChannelType[] = [
  listed(sandbox),
  listed(smsSmpp),
  listed(smsHttp),
  listed(rcsGoogle),
  listed(whatsappCloud),
];

const BY_NAME = new Map(channelTypes.map((type) => [type.type, type]));

export function channelType(name: string): ListedChannelType | undefined {
  return BY_NAME.get(name);
}
