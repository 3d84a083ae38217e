/** Whatever JSON comes, signed or not: it is read or refused, and never makes the adapter fail. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesFolder, loadCases } from '../../../../testing/channel-kit.ts';
import { makeChannelDeps } from '../../../../testing/channel-deps.ts';
import type { ChannelEvent } from '../../channel.ts';
import { whatsappCloud } from '../index.ts';
import { readPayload } from './read-payload.ts';

const context = { phoneNumberId: '1065', now: Date.UTC(2026, 10, 21), clean: (words: string) => words };
const FIELDS = [
  'messages',
  'user_preferences',
  'user_id_update',
  'message_template_status_update',
  'account_update',
  'lain',
];
const TYPES = [
  'text',
  'image',
  'audio',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
  'unsupported',
  'lain',
];

/** Shaped like a webhook, with anything at all in the places where values stand. */
const value = fc.oneof(
  { depthSize: 'small' },
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', null, 0, -1, 1e308, '6281234000001'),
);
const message = fc.constantFrom(...TYPES).chain((type) =>
  fc.record(
    {
      id: fc.oneof(fc.constant('wamid.X'), value),
      from: fc.oneof(fc.constant('6281234000001'), value),
      timestamp: value,
      type: fc.constant(type),
      [type]: value,
      context: value,
      referral: value,
    },
    { requiredKeys: [] },
  ),
);
const status = fc.record(
  {
    id: fc.constant('wamid.X'),
    status: fc.constantFrom('sent', 'failed', 'lain'),
    timestamp: value,
    errors: value,
    pricing: value,
    conversation: value,
  },
  { requiredKeys: [] },
);
const payload = fc.record({
  object: fc.constant('whatsapp_business_account'),
  entry: fc.array(
    fc.record({
      id: value,
      time: value,
      changes: fc.array(
        fc.record({
          field: fc.constantFrom(...FIELDS),
          value: fc.oneof(
            value,
            fc.record(
              {
                metadata: value,
                contacts: value,
                messages: fc.array(fc.oneof(message, value)),
                statuses: fc.array(fc.oneof(status, value)),
                user_preferences: fc.oneof(value, fc.array(value)),
              },
              { requiredKeys: [] },
            ),
          ),
        }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 3 },
  ),
});

function isWhole(event: ChannelEvent): boolean {
  const at = event.at instanceof Date && !Number.isNaN(event.at.getTime());
  return at && event.externalId.length > 0 && event.externalId.length <= 512;
}

describe('payloads', () => {
  it('of any JSON are read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (any) => void readPayload(any, context)),
      { numRuns: 200 },
    );
  });

  it('in the form of webhooks with anything in them give whole events', () => {
    fc.assert(
      fc.property(payload, (any) => {
        const read = readPayload(any, context);
        expect(read?.events.every(isWhole)).toBe(true);
        // Whatever was read once is read the same way again: repeated calls have the same ids.
        expect(readPayload(structuredClone(any), context)).toEqual(read);
      }),
      { numRuns: 100 },
    );
  });

  it('that were recorded survive the loss of any part', async () => {
    const recorded = (await loadCases(casesFolder('whatsapp-cloud'))).flatMap(({ receive }) => receive);
    const bodies = recorded.map(({ body }) => body).filter((body) => body.startsWith('{'));
    expect(bodies.length).toBeGreaterThan(40);
    for (const body of bodies) {
      const whole: unknown = JSON.parse(body);
      for (const path of pathsOf(whole))
        expect(() => readPayload(without(whole, path), context)).not.toThrow();
    }
  });

  it('of any bytes are answered, and only signed ones are looked at', async () => {
    const settings = whatsappCloud.settings.parse({
      phoneNumberId: '1065',
      wabaId: '1',
      accessToken: 't',
      appSecret: 's',
    });
    const connection = whatsappCloud.open(settings, makeChannelDeps());
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, signed) => {
        const body = Buffer.from(bytes);
        const right = `sha256=${createHmac('sha256', 's').update(body).digest('hex')}`;
        const headers = { 'x-hub-signature-256': signed ? right : 'sha256=00' };
        const answer = await connection.receive?.(
          { method: 'POST', headers, query: {}, body },
          async () => {},
        );
        expect(answer?.status).toBe(signed ? 400 : 401);
      }),
      { numRuns: 200 },
    );
  });
});

function pathsOf(tree: unknown): string[][] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, one]) => [[key], ...pathsOf(one).map((path) => [key, ...path])]);
}

function without(tree: unknown, [key = '', ...rest]: readonly string[]): unknown {
  const copy = structuredClone(tree) as Record<string, unknown>;
  copy[key] = rest.length === 0 ? null : without(copy[key], rest);
  return copy;
}
