import { expect, it } from 'vitest';
import type { Acceptor } from './accept/accept-messages.ts';
import type { AcceptAnswer, AcceptRequest } from './accept/entries.ts';
import { SendMessage, type MessageClass } from './contract.ts';
import { shedCampaigns } from './shed-campaigns.ts';
import { LANE } from './status.ts';

const ANSWER: AcceptAnswer = { status: 202, body: '{}', replayed: false };

function acceptorOf(isNearlyFull: () => boolean) {
  const taken: AcceptRequest[] = [];
  const inner: Acceptor = {
    accept: async (request) => {
      taken.push(request);
      return ANSWER;
    },
    requireRoom: () => undefined,
    requireRoomForBody: () => undefined,
    waiting: () => 0,
    idle: async () => undefined,
  };
  return { taken, acceptor: shedCampaigns(inner, isNearlyFull) };
}

const request = (...classes: MessageClass[]): AcceptRequest => ({
  workspaceId: 'w',
  actor: 'a',
  sandboxOnly: false,
  locale: 'id',
  idempotency: undefined,
  mode: classes.length === 1 ? 'one' : 'each',
  messages: classes.map((one) => ({
    ok: true,
    value: SendMessage.parse({ to: '+628123456789', text: 'Halo', class: one }),
  })),
});

const REFUSED = {
  code: { code: 'messages.disk_nearly_full', status: 503 },
  details: { field: 'class', retryAfterSeconds: 60 },
};

it('takes everything while there is room', async () => {
  const { acceptor, taken } = acceptorOf(() => false);
  const asked = request('marketing', 'otp');
  expect(await acceptor.accept(asked)).toBe(ANSWER);
  expect(taken).toEqual([asked]);
  expect(() => acceptor.requireRoom(1, LANE.marketing)).not.toThrow();
});

it.each<[string, MessageClass[]]>([
  ['a campaign', ['marketing']],
  ['many of them', ['marketing', 'marketing']],
])('refuses %s while there is hardly any', async (_, classes) => {
  const { acceptor, taken } = acceptorOf(() => true);
  await expect(acceptor.accept(request(...classes))).rejects.toMatchObject(REFUSED);
  expect(taken).toEqual([]);
  expect(() => acceptor.requireRoom(1, LANE.marketing)).toThrow();
});

it.each<MessageClass>(['otp', 'transactional', 'conversation'])('takes %s all the same', async (one) => {
  const { acceptor, taken } = acceptorOf(() => true);
  expect(await acceptor.accept(request(one))).toBe(ANSWER);
  expect(taken).toHaveLength(1);
  expect(() => acceptor.requireRoom(1, LANE[one])).not.toThrow();
});

it('refuses campaigns among others, each for itself', async () => {
  const { acceptor, taken } = acceptorOf(() => true);
  await acceptor.accept(request('otp', 'marketing', 'transactional'));
  expect(taken[0]?.messages.map((one) => (one.ok ? one.value.class : one.error.code.code))).toEqual([
    'otp',
    'messages.disk_nearly_full',
    'transactional',
  ]);
});
