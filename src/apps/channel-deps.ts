import { randomInt } from 'node:crypto';
import type { ChannelDeps, Clock } from '../channels/channel.ts';
import { openSocket } from '../platform/connect.ts';
import type { Database } from '../platform/db.ts';
import type { PublicIds } from '../platform/ids.ts';
import { read } from '../platform/storage/files.ts';
import type { FileLinks } from '../modules/files/index.ts';
import type { CallbackAddresses } from '../modules/routing/index.ts';
import type { AddressGuard } from '../platform/http-client/address-guard.ts';
import type { Egress } from '../platform/http-client/egress.ts';
import type { Logger } from '../platform/log.ts';

/** 48 random bits as a fraction: the most `randomInt` gives at once. */
const FRACTION_STEPS = 2 ** 48 - 1;

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** The way out to places that customers and providers name. */
export interface Network {
  readonly guard: AddressGuard;
  readonly egress: Egress;
}

export interface ChannelSurroundings {
  readonly log: Logger;
  readonly network: Network;
  readonly callbacks: CallbackAddresses;
  /** Files stand under row-level security. */
  readonly apiDb: Database;
  readonly publicIds: PublicIds;
  readonly fileLinks: FileLinks;
}

/** What an open channel may use: sockets, a clock, chance, and a log that knows its secrets and leaves them out. */
export function channelDepsFor(
  surroundings: ChannelSurroundings,
  channel: { readonly workspaceId: string; readonly channelId: string; readonly secrets: readonly string[] },
): ChannelDeps {
  const { log, network, callbacks } = surroundings;
  const own = log.child({ channel: channel.channelId });
  const secrets = [...channel.secrets, callbacks.secretOf(channel.channelId)];
  const clean = (fields: Record<string, unknown> | undefined): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? scrub(value, secrets) : value,
      ]),
    );
  return {
    clock: systemClock,
    log: {
      info: (event, fields) => own.info(clean(fields), event),
      warn: (event, fields) => own.warn(clean(fields), event),
    },
    connect: (options) => openSocket(network.guard, options),
    fetch: (request) => network.egress.request(request),
    fetchStream: (request) => network.egress.stream(request),
    random: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
    randomInt: (maxExclusive) => randomInt(maxExclusive),
    callbackUrl: callbacks.urlOf(channel.channelId),
    ...filesFor(surroundings, channel.workspaceId),
  };
}

/** Files that go out with messages, and no others, of the channel's own workspace. */
function filesFor(
  { apiDb, publicIds, fileLinks }: ChannelSurroundings,
  workspaceId: string,
): Pick<ChannelDeps, 'openFile' | 'linkFile'> {
  const find = async (publicId: string) => {
    const id = publicIds.decode('file', publicId);
    const found = id === undefined ? undefined : await read(apiDb, workspaceId, id);
    return found?.file.purpose === 'media' ? found : undefined;
  };
  return {
    async openFile(publicId) {
      const found = await find(publicId);
      if (found === undefined) return undefined;
      const { name, mime, size, sha256 } = found.file;
      return { name, mime, size, sha256, body: () => found.body() };
    },
    async linkFile(publicId, forSeconds) {
      const found = await find(publicId);
      return found === undefined
        ? undefined
        : fileLinks.urlOf({ workspaceId, id: found.file.id }, forSeconds);
    },
  };
}

function scrub(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
