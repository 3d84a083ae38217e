/** What an adapter gets in tests: real sockets, a clock of its own, a logger that remembers. */
import { randomInt } from 'node:crypto';
import type { ChannelDeps, Clock, EmitEvent, TakeEvent } from '../src/channels/channel.ts';
import { openSocket } from '../src/platform/connect.ts';
import { createAddressGuard } from '../src/platform/http-client/address-guard.ts';
import { createEgress } from '../src/platform/http-client/egress.ts';

export interface LogLine {
  readonly level: 'info' | 'warn';
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

export interface TestDeps extends ChannelDeps {
  readonly lines: LogLine[];
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** Simulators live on this machine. */
const loopback = createAddressGuard({ allowPrivate: ['127.0.0.0/8', '::1'] });
const egress = createEgress({ guard: loopback });

export function makeChannelDeps(overrides: Partial<ChannelDeps> = {}): TestDeps {
  const lines: LogLine[] = [];
  return {
    clock: systemClock,
    log: {
      info: (event, fields = {}) => void lines.push({ level: 'info', event, fields }),
      warn: (event, fields = {}) => void lines.push({ level: 'warn', event, fields }),
    },
    connect: (options) => openSocket(loopback, options),
    fetch: (request) => egress.request(request),
    fetchStream: (request) => egress.stream(request),
    random: () => randomInt(2 ** 32) / 2 ** 32,
    openFile: async () => undefined,
    linkFile: async () => undefined,
    randomInt: (maxExclusive) => randomInt(maxExclusive),
    callbackUrl: 'https://titian.example/v1/channels/chn_case/callback/rahasia-alamat',
    ...overrides,
    lines,
  };
}

/** What `listen` asks for, made of something that stores with a promise. */
export const takeWith =
  (emit: EmitEvent): TakeEvent =>
  (event, bringer) => {
    emit(event).then(
      () => bringer.settled(true),
      (error: unknown) => bringer.settled(false, error),
    );
  };
