import { randomInt } from 'node:crypto';
import type { ChannelDeps, Clock } from '../channels/channel.ts';
import { openSocket } from '../platform/connect.ts';
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
}

/** What an open channel may use: sockets, a clock, chance, and a log that knows its secrets and leaves them out. */
export function channelDepsFor(
  { log, network, callbacks }: ChannelSurroundings,
  channel: { readonly channelId: string; readonly secrets: readonly string[] },
): ChannelDeps {
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
    random: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
    randomInt: (maxExclusive) => randomInt(maxExclusive),
    callbackUrl: callbacks.urlOf(channel.channelId),
  };
}

function scrub(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
