/** The client against the real server, over a real socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../testing/app-kit.ts';
import { createTitian, type Titian, TitianError } from './index.ts';

let app: AppKit;
let baseUrl: string;
let titian: Titian;

beforeAll(async () => {
  app = await startApp();
  baseUrl = await app.server.listen({ host: '127.0.0.1', port: 0 });
  titian = createTitian({ baseUrl, apiKey: app.a.key });
});
afterAll(() => app?.close());

const message = { to: '+6281234567890', text: 'Pesanan INV-1024 sudah dikirim.' };

describe('the client', () => {
  it('sends, reads and lists', async () => {
    const sent = await titian.sendMessages({ body: message });
    if (!('id' in sent)) throw new Error('one message was sent');
    expect(sent.id).toMatch(/^msg_/);
    const read = await titian.getMessage({ path: { id: sent.id } });
    expect(read).toMatchObject({ to: message.to, text: message.text });
    const { items } = await titian.listMessages({ query: { limit: 5 } });
    expect(items.map(({ id }) => id)).toContain(sent.id);
  });

  it('throws what is wrong, where, and what to do about it', async () => {
    const refused = titian.sendMessages({ body: { ...message, to: '021555' } });
    const error = await refused.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(TitianError);
    expect(error).toMatchObject({ code: 'messages.recipient_invalid', field: 'to', retryable: false });
    expect((error as TitianError).remedy).toBeTruthy();
  });

  it('repeats what is safe to repeat, and a message that is repeated is sent once', async () => {
    let calls = 0;
    const losing = createTitian({
      baseUrl,
      apiKey: app.a.key,
      fetch: async (...input) => {
        const response = await fetch(...input);
        calls += 1;
        if (calls === 1) throw new TypeError('the answer was lost');
        return response;
      },
    });
    const to = '+6281234567999';
    await losing.sendMessages({ body: { ...message, to } });
    expect(calls).toBe(2);
    const rows = await app.rows('select 1 from messages.message where recipient = $1', [to]);
    expect(rows).toHaveLength(1);
  });

  it('does not repeat what may not be repeated', async () => {
    let calls = 0;
    const broken = createTitian({
      baseUrl,
      apiKey: app.a.key,
      fetch: async () => {
        calls += 1;
        throw new TypeError('no network');
      },
    });
    await expect(broken.createChannel({ body: { type: 'sandbox', name: 'Uji' } })).rejects.toMatchObject({
      code: 'network',
      status: 0,
    });
    expect(calls).toBe(1);
  });
});
