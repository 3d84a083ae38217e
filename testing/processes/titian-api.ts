/** The few calls of the HTTP API that runs against a whole Titian need. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Api {
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<ApiAnswer>;
}

/** Throws only when there is no answer at all. */
export function apiOf(url: string, apiKey: string): Api {
  return {
    async call(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
}

const Channel = z.object({ id: z.string(), health: z.object({ state: z.string() }) });

/** A sender and an `sms-smpp` channel to the SMSC at this port; resolves when it is bound. Returns the channel's id. */
export async function connectSmpp(
  api: Api,
  port: number,
  settings: Record<string, unknown>,
): Promise<string> {
  const sender = await api.call('POST', '/v1/senders', { address: 'TOKOUJI', isDefault: true });
  if (sender.status !== 201) throw new Error(`no sender: ${JSON.stringify(sender.body)}`);
  const created = await api.call('POST', '/v1/channels', {
    type: 'sms-smpp',
    name: 'SMSC',
    settings: { host: '127.0.0.1', port, systemId: 'titian', password: 'rahasia', ...settings },
  });
  if (created.status !== 201) throw new Error(`no channel: ${JSON.stringify(created.body)}`);
  const { id } = Channel.parse(created.body);
  for (let tries = 0; tries < 100; tries++) {
    const { health } = Channel.parse((await api.call('GET', `/v1/channels/${id}`)).body);
    if (health.state === 'up') return id;
    await sleep(100);
  }
  throw new Error('the channel did not bind within 10 s');
}
