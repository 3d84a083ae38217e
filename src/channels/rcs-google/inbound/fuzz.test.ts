/** Calls of strangers and of a platform that has learned new things: never a crash, never an event without proof. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeChannelDeps } from '../../../../testing/channel-deps.ts';
import type { ChannelEvent, InboundResponse } from '../../channel.ts';
import { receiveCall } from './receive-call.ts';

const TOKEN = 'k4nar1-token';

async function receive(
  body: Buffer,
  headers: Record<string, string> = {},
  clientToken = TOKEN,
): Promise<{ answer: InboundResponse; events: ChannelEvent[] }> {
  const events: ChannelEvent[] = [];
  const answer = await receiveCall(
    { clientToken, agentId: 'agent', onVerified: () => {} },
    makeChannelDeps(),
    { method: 'POST', headers, query: {}, body },
    async (event) => void events.push(event),
  );
  return { answer, events };
}

function signed(data: Buffer): [body: Buffer, headers: Record<string, string>] {
  const signature = createHmac('sha512', TOKEN).update(data).digest('base64');
  const body = Buffer.from(
    JSON.stringify({ message: { data: data.toString('base64'), later: 1 }, later: {} }),
  );
  return [body, { 'x-goog-signature': signature }];
}

const field = fc.oneof(
  { weight: 1, arbitrary: fc.anything({ maxDepth: 2 }) },
  { weight: 2, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constantFrom('DELIVERED', 'READ', 'UNSUBSCRIBE', 'TTL_EXPIRATION_REVOKED') },
);
const names = [
  'eventType',
  'text',
  'userFile',
  'location',
  'suggestionResponse',
  'sendTime',
  'agentId',
  'eventId',
  'new',
];
const event = fc
  .dictionary(fc.constantFrom(...names), field)
  .chain((rest) =>
    fc.record({
      senderPhoneNumber: fc.constantFrom('+628111234567', '+6281', '+62812345678', ''),
      messageId: fc.constantFrom('m1', 'm2', 'm3', '', 'x'.repeat(300)),
      rest: fc.constant(rest),
    }),
  )
  .map(({ rest, ...known }) => ({ ...known, ...rest }));

describe('calls', () => {
  it('of any bytes without a signature are refused and store nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.string(), async (bytes, signature) => {
        const { answer, events } = await receive(Buffer.from(bytes), { 'x-goog-signature': signature });
        expect([answer.status, events]).toEqual([401, []]);
      }),
    );
  });

  it('that are genuine are taken, whatever they hold', async () => {
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(event, fc.json()), async (data) => {
        const json = typeof data === 'string' ? data : (JSON.stringify(data) ?? 'null');
        const { answer, events } = await receive(...signed(Buffer.from(json)));
        expect(answer.status).toBe(200);
        for (const one of events) {
          expect(one.externalId.length).toBeGreaterThan(0);
          expect(one.externalId.length).toBeLessThanOrEqual(200);
          expect(Number.isNaN(one.at.getTime())).toBe(false);
          understood += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect(understood).toBeGreaterThan(10);
  });

  it('lose their proof with any change of any octet', async () => {
    const data = Buffer.from(
      JSON.stringify({ senderPhoneNumber: '+628111234567', messageId: 'm', text: 'Halo' }),
    );
    const [, headers] = signed(data);
    await fc.assert(
      fc.asyncProperty(fc.nat(data.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const other = Buffer.from(data);
        other[at] = (other[at] ?? 0) ^ change;
        const body = Buffer.from(JSON.stringify({ message: { data: other.toString('base64') } }));
        expect((await receive(body, headers)).answer.status).toBe(401);
      }),
    );
  });

  it('with an empty token are refused even when they are signed with it', async () => {
    const data = Buffer.from('{}');
    const signature = createHmac('sha512', '').update(data).digest('base64');
    const body = Buffer.from(JSON.stringify({ message: { data: data.toString('base64') } }));
    expect((await receive(body, { 'x-goog-signature': signature }, '')).answer.status).toBe(401);
    const handshake = Buffer.from(JSON.stringify({ clientToken: '', secret: 'a' }));
    expect((await receive(handshake, {}, '')).answer.status).toBe(401);
  });
});
