/**
 * The simulator in the hands of others: Google's own authentication client, and the requests that Google publishes as
 * examples (rcs-business-messaging/rbm-api-examples, Apache-2.0; developers.google.com, CC BY 4.0).
 */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JWT } from 'google-auth-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_EMAIL, ACCOUNT_KEYS, AGENT_ID, CLIENT_TOKEN, startAgent } from '../../rbm-kit.ts';
import { waitFor } from '../../wait-for.ts';
import { MESSAGING } from './routes.ts';
import type { RbmSimulator } from './index.ts';

let rbm: RbmSimulator;
let google: JWT;

beforeEach(async () => {
  rbm = await startAgent();
  google = client();
});
afterEach(() => rbm.close());

/** Google's client goes where Google is; only that is bent. */
function client(scopes = [MESSAGING], key = ACCOUNT_KEYS.privateKey): JWT {
  const made = new JWT({ email: ACCOUNT_EMAIL, key, scopes });
  const { transporter } = made;
  made.transporter = {
    ...transporter,
    defaults: transporter.defaults,
    request: (options: { url?: string }) =>
      transporter.request({
        ...options,
        url: options.url?.replace(/^https:\/\/[^/]+.*token$/, rbm.tokenUrl) ?? '',
      }),
  } as unknown as typeof transporter;
  return made;
}

async function call(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  query: Record<string, string>,
  data?: unknown,
): Promise<{ status: number; data: unknown }> {
  const search = new URLSearchParams({ agentId: AGENT_ID, ...query });
  const response = await google.request({
    method,
    url: `${rbm.url}${path}?${search.toString()}`,
    ...(data === undefined ? {} : { data }),
    validateStatus: () => true,
    retry: false,
  });
  return { status: response.status, data: response.data };
}

const PHONE = '+12223334444';

describe("Google's client", () => {
  it('gets a token, uses it, and is refused with a key that is not the account’s', async () => {
    const { token } = await google.getAccessToken();
    expect(token).toMatch(/^ya29\./);
    const { generateKeyPairSync } = await import('node:crypto');
    const other = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await expect(client([MESSAGING], other.privateKey).getAccessToken()).rejects.toThrow(/invalid_grant/);
  });

  it('needs the scope of what it asks for', async () => {
    google = client(['https://www.googleapis.com/auth/businesscommunications']);
    expect(await call('POST', `/v1/phones/${PHONE}/agentMessages`, { messageId: 'a' }, TEXT)).toMatchObject({
      status: 403,
    });
  });

  it('is told of a token that ended, and of none at all', async () => {
    await google.getAccessToken();
    rbm.tokens.endAll();
    const { status } = await fetch(`${rbm.url}/v1/phones/${PHONE}/capabilities?agentId=a&requestId=b`);
    expect(status).toBe(401);
  });
});

const TEXT = { contentMessage: { text: 'Hello, world!' } };
/** curl/rcs-business-messaging/createMessage-richCard.sh */
const RICH_CARD = {
  contentMessage: {
    richCard: {
      standaloneCard: {
        cardOrientation: 'VERTICAL',
        cardContent: {
          title: 'Hello, world!',
          description: 'RBM is awesome!',
          suggestions: [
            { reply: { text: 'Suggestion #1', postbackData: 'suggestion_1' } },
            { reply: { text: 'Suggestion #2', postbackData: 'suggestion_2' } },
            {
              action: {
                text: 'View map',
                postbackData: 'postback_data_1234',
                viewLocationAction: {
                  latLong: { latitude: 37.4220188, longitude: -122.0844786 },
                  label: 'Googleplex',
                },
              },
            },
          ],
        },
      },
    },
  },
};

describe('published examples', () => {
  it('a text and a rich card are taken, and what came out is as the reference says', async () => {
    for (const [messageId, body] of [
      ['1234566622a0', TEXT],
      ['1234566622a1', RICH_CARD],
    ] as const) {
      const answer = await call('POST', `/v1/phones/${PHONE}/agentMessages`, { messageId }, body);
      expect(answer).toMatchObject({
        status: 200,
        data: { name: `phones/${PHONE}/agentMessages/${messageId}`, contentMessage: body.contentMessage },
      });
    }
  });

  it('capabilities, testers, users and files answer in their forms', async () => {
    expect(await call('GET', `/v1/phones/${PHONE}/capabilities`, { requestId: '1234' })).toMatchObject({
      status: 200,
      data: { features: expect.arrayContaining(['RICHCARD_CAROUSEL', 'REVOCATION']) },
    });
    expect(await call('POST', `/v1/phones/${PHONE}/testers`, {}, { inviteStatus: 'PENDING' })).toMatchObject({
      status: 200,
      data: { inviteStatus: 'PENDING' },
    });
    rbm.phone('+12223334445', { reachable: false });
    const users = [PHONE, '+12223334445'];
    expect(await call('POST', '/v1/users:batchGet', {}, { users, agentId: AGENT_ID })).toMatchObject({
      status: 200,
      data: { reachableUsers: [PHONE], totalRandomSampleUserCount: 2, reachableRandomSampleUserCount: 1 },
    });
    const file = {
      fileUrl: 'https://storage.googleapis.com/kitchen-sink-sample-images/cute-dog.jpg',
      thumbnailUrl: 'https://storage.googleapis.com/kitchen-sink-sample-images/elephant.jpg',
    };
    expect(await call('POST', '/v1/files', {}, file)).toMatchObject({
      status: 200,
      data: { name: expect.stringMatching(/^files\//) },
    });
  });

  it('events of the agent, and a message that is taken back or was delivered', async () => {
    const path = `/v1/phones/${PHONE}`;
    const typing = { eventType: 'IS_TYPING' };
    expect(await call('POST', `${path}/agentEvents`, { eventId: 'e1' }, typing)).toMatchObject({
      status: 200,
    });
    await call('POST', `${path}/agentMessages`, { messageId: 'm1' }, TEXT);
    await call('POST', `${path}/agentMessages`, { messageId: 'm2' }, TEXT);
    expect(await call('DELETE', `${path}/agentMessages/m1`, {})).toMatchObject({ status: 200, data: {} });
    expect(rbm.agent(AGENT_ID).deliver('m1')).toBe(false);
    expect(rbm.agent(AGENT_ID).deliver('m2')).toBe(true);
    expect(await call('DELETE', `${path}/agentMessages/m2`, {})).toMatchObject({ status: 404 });
  });

  it.each([
    ['an unknown field', { ...TEXT, colour: 'red' }],
    ['two contents', { contentMessage: { text: 'a', contentInfo: { fileUrl: 'https://a.example/b.png' } } }],
    ['a text of 3,073 characters', { contentMessage: { text: 'a'.repeat(3073) } }],
    ['a carousel of one card', carousel(1)],
    ['a carousel of eleven cards', carousel(11)],
    ['a suggestion of 26 characters', suggestions(1, 'x'.repeat(26))],
    ['twelve suggestions', suggestions(12, 'Ya')],
    ['ttl and expireTime', { ...TEXT, ttl: '10s', expireTime: new Date(Date.now() + 9e4).toISOString() }],
    ['a ttl of sixteen days', { ...TEXT, ttl: `${16 * 86_400}s` }],
    ['a file nobody handed in', { contentMessage: { uploadedRbmFile: { fileName: 'files/none' } } }],
  ])('%s is refused', async (_, body) => {
    const answer = await call('POST', `/v1/phones/${PHONE}/agentMessages`, { messageId: 'x' }, body);
    expect(answer).toMatchObject({ status: 400, data: { error: { code: 400, status: 'INVALID_ARGUMENT' } } });
    expect(rbm.agent(AGENT_ID).messages.size).toBe(0);
  });

  it('an agent that is not launched reaches only test phones that have agreed', async () => {
    await rbm.close();
    rbm = await startAgent({ agents: [{ agentId: AGENT_ID, clientToken: CLIENT_TOKEN, launched: false }] });
    google = client();
    const path = `/v1/phones/${PHONE}/agentMessages`;
    expect(await call('POST', path, { messageId: 'm' }, TEXT)).toMatchObject({ status: 403 });
    await call('POST', `/v1/phones/${PHONE}/testers`, {}, {});
    expect(await call('POST', path, { messageId: 'm' }, TEXT)).toMatchObject({ status: 403 });
    rbm.agent(AGENT_ID).testers.set(PHONE, 'ACCEPTED');
    expect(await call('POST', path, { messageId: 'm' }, TEXT)).toMatchObject({ status: 200 });
  });
});

function carousel(cards: number): unknown {
  const cardContents = Array.from({ length: cards }, () => ({ title: 'Bunga' }));
  return { contentMessage: { richCard: { carouselCard: { cardWidth: 'MEDIUM', cardContents } } } };
}

function suggestions(count: number, text: string): unknown {
  const one = { reply: { text, postbackData: 'a' } };
  return { contentMessage: { text: 'Pilih', suggestions: Array.from({ length: count }, () => one) } };
}

/** The receiver of Google's documentation, written down as its sample does it. */
describe("the documentation's webhook", () => {
  let server: Server;
  const seen: unknown[] = [];
  let failing = 0;

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as {
          clientToken?: string;
          secret?: string;
          message?: { data: string };
        };
        if (body.clientToken !== undefined)
          return void (body.clientToken === CLIENT_TOKEN
            ? response.end(body.secret)
            : response.writeHead(400).end());
        const data = Buffer.from(body.message?.data ?? '', 'base64');
        const hash = createHmac('sha512', CLIENT_TOKEN).update(data).digest('base64');
        if (request.headers['x-goog-signature'] !== hash) return void response.writeHead(403).end();
        if (failing > 0) {
          failing -= 1;
          return void response.writeHead(500).end();
        }
        seen.push(JSON.parse(data.toString('utf8')));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('shakes hands, checks every signature, and hears again what it did not take', async () => {
    const agent = rbm.agent(AGENT_ID);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rbm-webhook`;
    expect(await agent.webhook.shakeHands(url)).toBe(true);
    expect(await agent.webhook.shakeHands(url, 'another')).toBe(false);
    agent.webhookUrl = url;
    failing = 2;
    agent.hear(PHONE, { text: 'Hi' });
    await waitFor('the text', () => agent.webhook.answers.length === 3);
    expect(agent.webhook.answers).toEqual([500, 500, 200]);
    expect(seen[0]).toMatchObject({ senderPhoneNumber: PHONE, agentId: AGENT_ID, text: 'Hi' });
  });
});
