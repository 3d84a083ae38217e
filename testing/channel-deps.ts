/** What an adapter gets in tests: real sockets, a clock of its own, a logger that remembers. */
import { randomInt } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ChannelDeps, Clock, ConnectOptions } from '../src/channels/channel.ts';

export interface LogLine {
  readonly level: 'info' | 'warn';
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

export interface TestDeps extends ChannelDeps {
  readonly lines: LogLine[];
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

export function makeChannelDeps(overrides: Partial<ChannelDeps> = {}): TestDeps {
  const lines: LogLine[] = [];
  return {
    clock: systemClock,
    log: {
      info: (event, fields = {}) => void lines.push({ level: 'info', event, fields }),
      warn: (event, fields = {}) => void lines.push({ level: 'warn', event, fields }),
    },
    connect: openSocket,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    randomInt: (maxExclusive) => randomInt(maxExclusive),
    ...overrides,
    lines,
  };
}

function openSocket({ host, port, tls, tlsInsecure, timeoutMs }: ConnectOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = tls
      ? connectTls({ host, port, rejectUnauthorized: !tlsInsecure })
      : connectTcp({ host, port });
    const timer = setTimeout(() => socket.destroy(new Error('connect timed out')), timeoutMs);
    socket.once('error', reject);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(timer));
  });
}
