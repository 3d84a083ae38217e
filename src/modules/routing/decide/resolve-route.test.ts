import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sandbox } from '../../../channels/sandbox/index.ts';
import { smsSmpp } from '../../../channels/sms-smpp/index.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { RouteRow, SenderRow } from '../queries.ts';
import { compileRoutes } from './compile-routes.ts';
import type { RoutedChannel, RouteWish, RoutingTable } from './decision.ts';
import { createDecisions } from './decisions.ts';
import { resolveRoute } from './resolve-route.ts';

const channel = (name: string, more: Partial<RoutedChannel> = {}): RoutedChannel => {
  const id = randomUUID();
  const publicId = publicIdOfUuid('chn', id);
  const state = { enabled: true, priority: 50, healthy: true, breakerOpen: false };
  return { id, publicId, name, type: smsSmpp, ...state, ...more };
};
const sender = (address: string, more: Partial<SenderRow> = {}): SenderRow => ({
  id: randomUUID(),
  address,
  kind: 'alphanumeric',
  medium: 'sms',
  is_default: false,
  created_at: new Date(0),
  ...more,
});
const route = (name: string, channels: readonly RoutedChannel[], more: Partial<RouteRow> = {}): RouteRow => ({
  id: randomUUID(),
  position: 1,
  name,
  enabled: true,
  classes: [],
  operators: [],
  prefixes: [],
  senders: [],
  medium: null,
  strategy: 'ordered',
  channels: channels.map(({ id }) => id),
  fallback_on: ['permanent_error', 'retries_exhausted', 'breaker_open'],
  missing_receipt_seconds: null,
  resend_unknown: null,
  created_at: new Date(0),
  updated_at: new Date(0),
  ...more,
});

const main = channel('Utama', { priority: 60 });
const spare = channel('Cadangan');
const cheap = channel('Murah', { priority: 40 });
const off = channel('Mati', { enabled: false });
const down = channel('Putus', { healthy: false });
const resting = channel('Istirahat', { healthy: false, breakerOpen: true });
const test = channel('Sandbox', { type: sandbox, priority: 10 });
const toko = sender('TOKO', { is_default: true });
const bank = sender('BANK');

const tableOf = (
  channels: readonly RoutedChannel[],
  routes: readonly RouteRow[] = [],
  { fallback = false, senders = [toko, bank] } = {},
): RoutingTable => ({
  channels,
  names: new Map(),
  senders,
  registrations: [],
  routes: compileRoutes(routes, channels, fallback),
});
const wish = (more: Partial<RouteWish> = {}): RouteWish => ({
  channel: 'auto',
  from: undefined,
  sandboxOnly: false,
  class: 'transactional',
  operator: 'telkomsel',
  to: '+6281112345678',
  ...more,
});
const went = (table: RoutingTable, more: Partial<RouteWish> = {}) => {
  const result = resolveRoute(table, wish(more));
  if (!result.ok) return result.error.code.code;
  return [result.value.channel.name, ...result.value.reason.fallbacks.map((id) => nameOf(table, id))].join(
    ' > ',
  );
};
const nameOf = (table: RoutingTable, id: string) =>
  table.channels.find(({ publicId }) => publicId === id)?.name ?? 'gone';
const decided = (table: RoutingTable, more: Partial<RouteWish> = {}) => {
  const result = resolveRoute(table, wish(more));
  if (!result.ok) throw new Error(result.error.code.code);
  return result.value;
};

describe('without routes', () => {
  it('takes the healthy channel with the highest priority, as ever', () => {
    expect(went(tableOf([main, spare]))).toBe('Utama');
    expect(went(tableOf([off, down, spare]))).toBe('Cadangan');
    expect(went(tableOf([down, resting]))).toBe('Putus');
    expect(went(tableOf([off]))).toBe('routing.no_channel');
  });

  it('asks for no more than it did', () => {
    const old = { channel: 'auto', from: undefined, sandboxOnly: false };
    const result = resolveRoute(tableOf([main, spare]), old);
    expect(result.ok && [result.value.channel.name, result.value.sender.address]).toEqual(['Utama', 'TOKO']);
  });

  it('has no fallback unless the workspace wants it, and then only of the same medium and kind', () => {
    const whatsapp = channel('WhatsApp', { type: { ...smsSmpp, type: 'whatsapp', medium: 'whatsapp' } });
    const all = [main, spare, down, whatsapp, off, test];
    expect(went(tableOf(all))).toBe('Utama');
    expect(went(tableOf(all, [], { fallback: true }))).toBe('Utama > Cadangan > Putus');
  });

  it('never lets the sandbox stand in for a provider that is down', () => {
    expect(went(tableOf([down, test]))).toBe('Putus');
    expect(went(tableOf([down, test], [], { fallback: true }))).toBe('Putus');
  });

  it.each([
    [{ channel: 'chn_none' }, 'routing.channel_unknown'],
    [{ channel: off.publicId }, 'routing.channel_disabled'],
    [{ channel: main.publicId, sandboxOnly: true }, 'routing.test_key_needs_sandbox'],
    [{ channel: down.publicId }, 'Putus'],
    [{ sandboxOnly: true }, 'Sandbox'],
    [{ from: 'ASING' }, 'routing.sender_unknown'],
    [{ from: 'bank' }, 'Utama'],
  ])('%j → %s', (more, expected) => {
    expect(went(tableOf([main, spare, off, down, test], [], { fallback: false }), more)).toBe(expected);
  });

  it('falls back nowhere from a channel that the message names', () => {
    expect(went(tableOf([main, spare], [], { fallback: true }), { channel: spare.publicId })).toBe(
      'Cadangan',
    );
  });
});

describe('conditions', () => {
  const all = [main, spare, test];
  const only = (more: Partial<RouteRow>) => tableOf(all, [route('R', [spare], more)]);
  const cases: readonly [string, Partial<RouteRow>, Partial<RouteWish>, boolean][] = [
    ['nothing asked', {}, {}, true],
    ['class', { classes: ['otp'] }, { class: 'otp' }, true],
    ['other class', { classes: ['otp'] }, { class: 'marketing' }, false],
    ['class nobody said', { classes: ['otp'] }, { class: undefined }, false],
    ['operator', { operators: ['telkomsel', 'ioh'] }, { operator: 'ioh' }, true],
    ['other operator', { operators: ['telkomsel'] }, { operator: 'ioh' }, false],
    ['number of no operator', { operators: ['others'] }, { operator: null }, true],
    ['operator nobody knows', { operators: ['others'] }, { operator: 'nusantara' }, true],
    ['operator nobody said', { operators: ['others'] }, { operator: undefined }, false],
    ['prefix', { prefixes: ['+62811'] }, {}, true],
    ['shorter of two prefixes', { prefixes: ['+6281', '+62811999'] }, {}, true],
    ['other prefix', { prefixes: ['+62812'] }, {}, false],
    ['number nobody said', { prefixes: ['+62811'] }, { to: undefined }, false],
    ['named sender', { senders: [bank.id] }, { from: 'BANK' }, true],
    ['default sender', { senders: [toko.id] }, {}, true],
    ['other sender', { senders: [bank.id] }, {}, false],
    ['deleted sender', { senders: [randomUUID()] }, {}, false],
    ['medium', { medium: 'sms' }, { medium: 'sms' }, true],
    ['medium of the message', {}, { medium: 'whatsapp' }, false],
    ['one of two not met', { classes: ['otp'], operators: ['ioh'] }, { class: 'otp' }, false],
    ['switched off', { enabled: false }, {}, false],
  ];
  it.each(cases)('%s', (_, conditions, more, applies) => {
    const result = resolveRoute(only(conditions), wish(more));
    expect(result.ok && result.value.reason.by === 'route').toBe(applies);
  });

  it('goes by the order of the routes', () => {
    const rules = [route('OTP', [spare], { classes: ['otp'] }), route('Semua', [main])];
    expect([went(tableOf(all, rules), { class: 'otp' }), went(tableOf(all, rules))]).toEqual([
      'Cadangan',
      'Utama',
    ]);
    expect(went(tableOf(all, rules.toReversed()), { class: 'otp' })).toBe('Utama');
  });

  it('tells prefixes apart when several routes ask for them', () => {
    const rules = [
      route('Halo', [spare], { prefixes: ['+62811'] }),
      route('Telkomsel', [main], { prefixes: ['+628'] }),
    ];
    const table = tableOf(all, rules);
    expect([went(table), went(table, { to: '+6281212345678' }), went(table)]).toEqual([
      'Cadangan',
      'Utama',
      'Cadangan',
    ]);
  });
});

describe('the choice within a route', () => {
  const gone = channel('Terhapus');
  const by = (list: readonly RoutedChannel[], more: Partial<RouteRow> = {}) =>
    tableOf([main, spare, cheap, off, down, resting, test], [route('R', list, more)]);

  it('passes over what cannot carry it, and says why', () => {
    const { reason } = decided(by([gone, off, resting, down, spare, main]));
    expect(reason.skipped.map(({ why }) => why)).toEqual([
      'deleted',
      'disabled',
      'breaker_open',
      'unhealthy',
    ]);
    expect(reason).toMatchObject({ by: 'route', route: { name: 'R' }, channel: spare.publicId });
    expect(went(by([gone, off, resting, down, spare, main]))).toBe('Cadangan > Utama > Istirahat > Putus');
  });

  it('takes a sick one when no other is left, and says so', () => {
    expect(decided(by([resting, down])).reason).toMatchObject({
      channel: resting.publicId,
      despite: 'breaker_open',
      fallbacks: [down.publicId],
    });
  });

  it('leaves it to the next route, or to the default, when it can carry nothing', () => {
    const { reason } = decided(by([gone, off]));
    expect([reason.by, reason.skipped.map(({ why }) => why)]).toEqual(['default', ['deleted', 'disabled']]);
    const passed = tableOf([main, off], [route('R', [off]), route('S', [main])]);
    expect(decided(passed).reason).toMatchObject({
      route: { name: 'S' },
      skipped: [{ channel: off.publicId, why: 'disabled' }],
    });
    expect(went(by([main]), { sandboxOnly: true })).toBe('Sandbox');
    expect(decided(by([main]), { sandboxOnly: true }).reason.skipped[0]?.why).toBe('test_key');
  });

  it('takes the cheapest healthy one, asks anew each time, and keeps the order where prices are equal', () => {
    const table = by([main, spare, cheap, down], { strategy: 'cheapest' });
    const prices = new Map([
      [main.id, 420],
      [spare.id, 380],
      [cheap.id, 380],
      [down.id, 1],
    ]);
    const priceOf = (id: string) => prices.get(id) ?? null;
    expect(went(table, { priceOf })).toBe('Cadangan > Murah > Utama > Putus');
    expect(decided(table, { priceOf }).reason.skipped.map(({ why }) => why)).toEqual([
      'more_expensive',
      'more_expensive',
      'unhealthy',
    ]);
    prices.set(main.id, 300);
    expect(went(table, { priceOf })).toBe('Utama > Cadangan > Murah > Putus');
    expect(went(table, { priceOf: (id) => (id === cheap.id ? 999 : null) })).toBe(
      'Murah > Utama > Cadangan > Putus',
    );
    expect(went(table)).toBe('Utama > Cadangan > Murah > Putus');
  });
});

describe('what is promised with it', () => {
  const rule = (more: Partial<RouteRow> = {}, list = [main, spare]) =>
    tableOf([main, spare], [route('R', list, more)]);

  it.each([
    ['otp', 30, true],
    ['transactional', null, false],
    ['conversation', null, false],
    ['marketing', null, false],
  ] as const)('%s: no receipt after %s s, resend what is unclear: %s', (messageClass, seconds, resend) => {
    const { policy } = decided(rule(), { class: messageClass });
    expect(policy).toMatchObject({ missingReceiptSeconds: seconds, resendUnknown: resend });
  });

  it('is what the route says, where it says anything', () => {
    const said = {
      missing_receipt_seconds: 60,
      resend_unknown: true,
      fallback_on: ['breaker_open' as const],
    };
    expect(decided(rule(said)).policy).toEqual({
      fallbackOn: ['breaker_open'],
      missingReceiptSeconds: 60,
      resendUnknown: true,
    });
    const never = { missing_receipt_seconds: 0, resend_unknown: false };
    expect(decided(rule(never), { class: 'otp' }).policy).toMatchObject({
      missingReceiptSeconds: null,
      resendUnknown: false,
    });
  });

  it('waits for no receipt where nothing could step in', () => {
    expect(decided(rule({}, [main]), { class: 'otp' }).policy).toMatchObject({
      fallbackOn: [],
      missingReceiptSeconds: null,
    });
  });

  it('is not stored when the usual channel was there', () => {
    expect(decided(tableOf([main, spare])).reasonJson).toBeNull();
    const { reason, reasonJson } = decided(rule());
    expect(JSON.parse(reasonJson ?? '')).toEqual(reason);
    expect(decided(tableOf([down, spare])).reasonJson).toContain('unhealthy');
  });
});

describe('for any channels and routes', () => {
  const list = fc.shuffledSubarray([main, spare, cheap, off, down, resting, test]);
  it('chooses one that may be used, a healthy one if there is any, and falls back to others only', () => {
    fc.assert(
      fc.property(list, list, fc.boolean(), fc.boolean(), (all, routed, cheapest, fallback) => {
        const more = { strategy: cheapest ? ('cheapest' as const) : ('ordered' as const) };
        const rules = routed.length === 0 ? [] : [route('R', routed, more)];
        const result = resolveRoute(tableOf(all, rules, { fallback }), wish());
        expect(result.ok).toBe(all.some(({ enabled }) => enabled));
        if (!result.ok) return;
        const { channel: chosen, fallbacks, reason } = result.value;
        expect([chosen.enabled, all.includes(chosen)]).toEqual([true, true]);
        expect(fallbacks).not.toContain(chosen.id);
        expect(new Set(fallbacks).size).toBe(fallbacks.length);
        const candidates = all.filter(({ id }) => id === chosen.id || fallbacks.includes(id));
        expect(candidates.every(({ enabled }) => enabled)).toBe(true);
        if (reason.despite !== undefined) expect(candidates.some(({ healthy }) => healthy)).toBe(false);
      }),
    );
  });
});

describe('memory', () => {
  const tables = [off, down, spare, main, test].map((one, at, list) =>
    tableOf(list, [
      route('A', [one, spare], { classes: ['otp'], prefixes: ['+62811', '+6281'] }),
      route('B', [spare, main], { operators: ['ioh', 'others'], position: at }),
      route('C', [main], { senders: [bank.id] }),
    ]),
  );
  const anyWish = fc.record({
    channel: fc.constantFrom('auto', main.publicId, off.publicId, 'auto|', 'x'),
    from: fc.constantFrom(undefined, 'BANK', 'TOKO', 'auto', '|'),
    sandboxOnly: fc.boolean(),
    class: fc.constantFrom(undefined, 'otp', 'marketing'),
    operator: fc.constantFrom(undefined, null, 'ioh', 'telkomsel'),
    to: fc.constantFrom(undefined, '+628111', '+6281299', '+62877'),
  }) as fc.Arbitrary<RouteWish>;

  it('never answers another question than the one asked', () => {
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 30 }), fc.nat(tables.length - 1), (wishes, at) => {
        const shared = tables[at] ?? tableOf([]);
        for (const one of wishes) {
          const fresh = { ...shared, routes: { ...shared.routes, decisions: createDecisions() } };
          expect(resolveRoute(shared, one)).toEqual(resolveRoute(fresh, one));
        }
      }),
    );
  });

  it('forgets rather than grow with made-up senders', () => {
    const table = tableOf([main]);
    const first = resolveRoute(table, wish({ from: 'PALSU' }));
    expect(resolveRoute(table, wish({ from: 'PALSU' }))).toBe(first);
    for (let at = 0; at < 2_000; at++) resolveRoute(table, wish({ from: `PALSU${at}` }));
    expect(resolveRoute(table, wish({ from: 'PALSU' }))).not.toBe(first);
  });
});
