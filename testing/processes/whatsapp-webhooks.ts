/** What Meta does to a whole Titian: signed webhooks with messages of people. */
import { createHmac } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Api } from './titian-api.ts';

const APP_SECRET = 'rahasia-aplikasi';
const NUMBER_ID = '106540352242922';
const ACCOUNT_ID = '102290129340398';
const OPEN_TIMEOUT_MS = 10_000;

export interface WrittenMessage {
  readonly id: string;
  /** As Meta writes numbers: digits only. */
  readonly from: string;
  readonly name: string;
  readonly text: string;
}

/** A `whatsapp-cloud` channel; resolves with its id and the address of its webhooks when they are taken. */
export async function connectWhatsApp(
  api: Api,
  url: string,
  agent: Agent,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly channelId: string; readonly address: URL }> {
  const settings = {
    phoneNumberId: NUMBER_ID,
    wabaId: ACCOUNT_ID,
    accessToken: 'EAAJ-token',
    appSecret: APP_SECRET,
    ...more,
  };
  const channel = { type: 'whatsapp-cloud', name: 'WhatsApp', settings };
  const { status, body } = await api.call('POST', '/v1/channels', channel);
  if (status !== 201) throw new Error(`no channel: ${JSON.stringify(body)}`);
  const { id } = z.object({ id: z.string() }).parse(body);
  const address = new URL(`/v1/channels/${id}/callback`, url);
  // The channel is opened within two seconds of its making.
  for (const end = performance.now() + OPEN_TIMEOUT_MS; performance.now() < end; await sleep(100)) {
    if ((await bring(address, agent, webhookOf([]))) === 200) return { channelId: id, address };
  }
  throw new Error('the channel does not open');
}

/** Shape: Meta, "Webhooks", messages. */
export function webhookOf(messages: readonly WrittenMessage[]): Buffer {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '622150001000', phone_number_id: NUMBER_ID },
    contacts: messages.map(({ from, name }) => ({ profile: { name }, wa_id: from })),
    messages: messages.map(({ id, from, text }) => ({
      id,
      from,
      timestamp: `${Math.floor(Date.now() / 1000)}`,
      type: 'text',
      text: { body: text },
    })),
  };
  const entry = [{ id: ACCOUNT_ID, changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

/** Makes the call and resolves with the status of its answer; rejects when there is none in time. */
export function bring(address: URL, agent: Agent, body: Buffer, timeoutMs = 60_000): Promise<number> {
  const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-hub-signature-256': `sha256=${signature}`,
  };
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    request(address, { method: 'POST', agent, headers, signal }, (response) => {
      response
        .on('error', reject)
        .resume()
        .on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}
