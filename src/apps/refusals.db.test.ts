/**
 * Every operation of the API, called by everybody who may not: refused, and nothing changed. The
 * requests are generated from the OpenAPI document, so an operation cannot be forgotten.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AppKit,
  type CallOptions,
  PUBLIC_URL,
  startApp,
  type TestMember,
} from '../../testing/app-kit.ts';
import { namesAnId, OPERATIONS, type OperationEntry, type Sample } from '../../testing/operations.ts';
import { type OwnIds, ownIdsOf } from '../../testing/own-ids.ts';
import { publicIdOfUuid } from '../lib/uuid.ts';
import { PERMISSIONS, type Permission } from '../modules/accounts/contract.ts';
import { generateKey } from '../modules/accounts/keys/key-format.ts';
import { openApiOf } from '../platform/http-server/openapi.ts';
import { faultsOfRoute, faultsOfRoutes, type Route } from '../platform/http-server/route.ts';
import { createHttpServer } from '../platform/http-server/server.ts';
import { type RouteDeps, allRoutes } from './routes.ts';

/** Whoever may call these needs no credentials; each was read and agreed to. */
const PUBLIC = [
  'acceptInvitation',
  'downloadLinkedFile',
  'getLiveness',
  'getReadiness',
  'passkeySignInOptions',
  'receiveCallback',
  'receiveCallbackQuery',
  'receiveSecretCallback',
  'receiveSecretCallbackQuery',
  'signIn',
  'signInLink',
  'signInPasskey',
  'signInTotp',
  'signOut',
];

const Operation = z.object({
  operationId: z.string(),
  'x-scope': z.string(),
  'x-rate': z.object({ limit: z.number().positive() }),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query']),
      schema: z.looseObject({ enum: z.array(z.string()).optional() }),
    }),
  ),
  requestBody: z
    .object({
      content: z.object({
        // Files are uploaded as they are.
        'application/json': z
          .object({
            schema: z.looseObject({
              properties: z.record(z.string(), z.unknown()).optional(),
              oneOf: z
                .array(z.looseObject({ properties: z.record(z.string(), z.unknown()).optional() }))
                .optional(),
            }),
          })
          .optional(),
      }),
    })
    .optional(),
});

interface Called {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly scope: string;
  /** Inputs that name something a workspace owns: `path.id`, `body.channel`. */
  readonly idInputs: readonly string[];
}

function calledOperations(): Called[] {
  // The handlers are never called while the document is made, so they may stand on nothing.
  const nothing = {
    accounts: {},
    routing: {},
    governance: {},
    billing: {},
    contacts: {},
    files: {},
    messages: {},
    verify: {},
    webhooks: {},
    twilio: {},
    health: {},
  };
  const routes = allRoutes(nothing as unknown as RouteDeps);
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), Operation)) })
    .parse(openApiOf(routes, { version: '0' }));
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Called => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      // One of a few words names nothing that anybody owns.
      const fields = Object.entries(schema?.properties ?? schema?.oneOf?.[0]?.properties ?? {}).flatMap(
        ([name, property]) => (isOneOfAFew(property) ? [] : [name]),
      );
      const idInputs = [
        ...operation.parameters
          .filter((one) => one.schema.enum === undefined)
          .map((one) => `${one.in}.${one.name}`),
        ...fields.map((name) => `body.${name}`),
      ].filter((input) => namesAnId(input.slice(input.indexOf('.') + 1)));
      return {
        name: operation.operationId,
        method: method.toUpperCase(),
        path,
        scope: operation['x-scope'],
        idInputs,
      };
    }),
  );
}

const isOneOfAFew = (property: unknown): boolean =>
  typeof property === 'object' && property !== null && 'enum' in property;

const operations = calledOperations();
const guarded = operations.filter(({ scope }) => scope !== 'public');
const scoped = guarded.filter(({ scope }) => scope !== 'self');

const entryOf = ({ name }: Called): OperationEntry => {
  const entry = OPERATIONS[name];
  if (entry === undefined)
    throw new Error(`${name} has no request in testing/operations.ts: add one, so that it can be refused`);
  return entry;
};

function urlOf({ method, path }: Called, sample: Sample): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = sample.path?.[name];
    if (value === undefined) throw new Error(`${path}: testing/operations.ts gives no ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(sample.query).toString();
  return `${method} ${filled}${query === '' ? '' : `?${query}`}`;
}

describe('the list of operations', () => {
  it('is the one in testing/operations.ts', () => {
    expect(operations.map(({ name }) => name).filter((name) => !(name in OPERATIONS))).toEqual([]);
    const known = new Set(operations.map(({ name }) => name));
    expect(Object.keys(OPERATIONS).filter((name) => !known.has(name))).toEqual([]);
  });

  it('is public only where somebody agreed to it', () => {
    const open = operations.filter(({ scope }) => scope === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual(PUBLIC);
  });

  it('asks for permissions that exist', () => {
    const unknown = scoped.filter(({ scope }) => !PERMISSIONS.includes(scope as Permission));
    expect(unknown).toEqual([]);
  });
});

describe('a route that does not say everything about itself', () => {
  const whole: Route = {
    spec: {
      method: 'POST',
      path: '/v1/things/{id}',
      operation: 'changeThing',
      summary: 'Change a thing',
      permission: 'things:write',
      rate: { name: 'write', limit: 1, windowSeconds: 1 },
      params: z.strictObject({ id: z.string() }),
      body: z.strictObject({}),
      response: { 204: null },
    },
    handle: async () => ({ status: 204 }),
  };
  const without = (...names: (keyof Route['spec'])[]): Route => ({
    ...whole,
    spec: Object.fromEntries(
      Object.entries(whole.spec).filter(([name]) => !names.some((one) => one === name)),
    ) as unknown as Route['spec'],
  });

  it('has no faults when it is whole', () => {
    expect(faultsOfRoute(whole)).toEqual([]);
  });

  it('is refused when another one counts under the same name with another limit', () => {
    const other = { ...whole, spec: { ...whole.spec, rate: { ...whole.spec.rate, limit: 7 } } };
    expect(faultsOfRoutes([whole, whole, other])).toEqual([
      expect.stringMatching(
        /^POST \/v1\/things\/\{id\}: rate ".+" is 7 in \d+ s here and \d+ in \d+ s elsewhere$/,
      ),
    ]);
  });

  it.each([
    ['permission', 'no permission'],
    ['rate', 'no rate'],
    ['response', 'no response schema'],
    ['body', 'no body schema'],
    ['params', 'no schema for path parameters'],
  ] as const)('without %s stops the start', (name, fault) => {
    const route = without(name);
    expect(faultsOfRoute(route)).toEqual([`POST /v1/things/{id}: ${fault}`]);
    const guard = { authenticate: async () => undefined, authorize: () => false, callerOf: () => '' };
    const start = () =>
      createHttpServer({
        routes: [whole, route],
        guard,
        log: undefined as never,
        trustedProxies: [],
        now: Date.now,
      });
    expect(start).toThrow(fault);
  });
});

describe('whoever may not', () => {
  let app: AppKit;
  let mine: OwnIds;
  let theirs: OwnIds;
  let owner: TestMember;
  let suspended: TestMember;
  let expired: string;
  let revoked: string;
  const lacking = new Map<string, string>();

  beforeAll(async () => {
    // Nothing works in the background, so whatever changes was changed by a request.
    app = await startApp({ sends: false, works: false });
    owner = await app.memberOf(app.a, 'owner');
    const stranger = await app.memberOf(app.b, 'owner');
    mine = await ownIdsOf(app, app.a, { userId: owner.userId, optedOut: '+6281200000001' });
    theirs = await ownIdsOf(app, app.b, { userId: stranger.userId, optedOut: '+6281200000002' });
    suspended = await app.memberOf(app.a, 'owner');
    const memberId = publicIdOfUuid('mbr', suspended.memberId);
    await app.request(`PATCH /v1/members/${memberId}`, {
      cookie: owner.cookie,
      headers: { origin: PUBLIC_URL },
      body: { status: 'suspended' },
    });
    const old = await app.keyOf(app.a);
    await app.rows(
      `update accounts.api_key set expires_at = now() - interval '1 second' where preview = $1`,
      [`${old.key.slice(0, 12)}…`],
    );
    expired = old.key;
    const dropped = await app.keyOf(app.a);
    await app.request(`DELETE /v1/keys/${dropped.id}`, { key: app.a.key });
    revoked = dropped.key;
    for (const scope of new Set(guarded.map((one) => one.scope))) {
      const others = PERMISSIONS.filter((one) => one !== scope);
      lacking.set(scope, (await app.keyOf(app.a, others)).key);
    }
  });
  afterAll(() => app?.close());

  /** Every table, row by row, without the notes of when somebody was last seen. */
  async function contents(): Promise<Record<string, string>> {
    const tables = await app.rows<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
         and c.relname not in ('node', 'migration')
         -- A check of nothing is counted, so that it takes as long as a wrong one.
         and format('%I.%I', n.nspname, c.relname) not in ('verify.check_log', 'verify.number') order by 1`,
    );
    const sum = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(row, '' order by row)), '') as sum
         from (select md5((to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text) as row from ${name} t) as rows`,
    );
    const rows = await app.rows<{ name: string; sum: string }>(sum.join(' union all '));
    return Object.fromEntries(rows.map((row) => [row.name, row.sum]));
  }

  async function refused(
    called: Called,
    who: string,
    statuses: readonly number[],
    options: CallOptions,
    sample: Sample = entryOf(called).sample(mine),
    url = urlOf(called, sample),
  ): Promise<void> {
    const answer = await app.request(url, {
      ...(sample.body === undefined ? {} : { body: sample.body }),
      ...options,
    });
    const what = `${called.name} by ${who}: ${answer.status} ${JSON.stringify(answer.body)}`;
    expect(statuses, what).toContain(answer.status);
    expect(answer.headers['content-type'], what).toContain('application/problem+json');
    expect(Object.keys(answer.body), what).toEqual(expect.arrayContaining(['code', 'title', 'remedy']));
  }

  it('sees changes in the contents of the database when there are any', async () => {
    const before = await contents();
    expect(Object.keys(before).length).toBeGreaterThan(25);
    await app.request('PATCH /v1/workspace', { key: app.a.key, body: { name: 'Toko Melati Dua' } });
    const after = await contents();
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed).toEqual(['accounts.workspace', 'platform.event_delivery']);
  });

  it.each(guarded)('is refused: $name', async (called) => {
    const before = await contents();
    const origin = { origin: PUBLIC_URL };
    await refused(called, 'nobody', [401], {});
    await refused(called, 'a malformed key', [401], { key: 'tt_live_0123456789' });
    await refused(called, 'a key that was never made', [401], { key: generateKey('live') });
    await refused(called, 'an expired key', [401], { key: expired });
    await refused(called, 'a revoked key', [401], { key: revoked });
    await refused(called, 'a key without the scope', [403], { key: lacking.get(called.scope) ?? '' });
    await refused(called, 'a made-up session', [401], {
      cookie: `titian_session=${'x'.repeat(43)}`,
      headers: origin,
    });
    if (called.scope !== 'self') {
      await refused(called, 'a suspended member', [403], { cookie: suspended.cookie, headers: origin });
      const named = { ...origin, 'titian-workspace': app.b.publicId };
      await refused(called, "a member naming another's workspace", [403], {
        cookie: owner.cookie,
        headers: named,
      });
      if (called.method === 'GET') {
        const sample = entryOf(called).sample(mine);
        const query = { ...sample.query, workspace: app.b.publicId };
        await refused(
          called,
          "a page naming another's workspace",
          [403],
          { cookie: owner.cookie },
          {
            ...sample,
            query,
          },
        );
      }
    }
    expect(await contents()).toEqual(before);
  });

  const unsafe = operations.filter(({ method }) => method !== 'GET');
  it.each(unsafe)('is refused with a cookie from elsewhere: $name', async (called) => {
    const before = await contents();
    const { cookie } = owner;
    await refused(called, 'a cookie without origin', [403], { cookie });
    await refused(called, 'a foreign page', [403], { cookie, headers: { origin: 'https://jahat.example' } });
    await refused(called, 'an opaque page', [403], { cookie, headers: { origin: 'null' } });
    expect(await contents()).toEqual(before);
  });

  const withIds = guarded.flatMap((called) => called.idInputs.map((input) => ({ called, input })));
  it.each(withIds)("is refused with another's id: $called.name $input", async ({ called, input }) => {
    const entry = entryOf(called);
    const own = entry.sample(mine);
    const foreign = entry.sample(theirs);
    const [place = '', name = ''] = input.split('.');
    const partOf = (sample: Sample): Record<string, unknown> =>
      (sample[place as keyof Sample] ?? {}) as Record<string, unknown>;
    const value = partOf(foreign)[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(partOf(own)[name]))
      throw new Error(
        `${called.name}: testing/operations.ts gives no ${input} of its own for each workspace`,
      );
    const swapped: Sample = { ...own, [place]: { ...partOf(own), [name]: value } };
    const by: CallOptions =
      called.scope === 'self'
        ? { cookie: owner.cookie, headers: { origin: PUBLIC_URL } }
        : { key: app.a.key };
    const exception = entry.foreign?.[input];
    const before = await contents();
    if (exception === undefined) {
      await refused(called, `another's ${input}`, [404], by, swapped);
    } else {
      const answer = await app.request(urlOf(called, swapped), {
        ...by,
        ...(swapped.body === undefined ? {} : { body: swapped.body }),
      });
      if ('code' in exception) expect(answer.body).toMatchObject({ status: 422, code: exception.code });
      else expect(answer.status).toBe(200);
      const theirWords = Object.values(theirs).filter((word) => word !== value && word.length > 4);
      for (const word of theirWords) expect(JSON.stringify(answer.body)).not.toContain(word);
    }
    expect(await contents()).toEqual(before);
  });

  // Last, because these requests do what they say. Without them the tests above could refuse everybody.
  const allowed = guarded.filter((called) => OPERATIONS[called.name]?.streams !== true);
  it.each(allowed)('is told from who may: $name', async (called) => {
    const sample = entryOf(called).sample(mine);
    const by: CallOptions =
      called.scope === 'self'
        ? { cookie: (await app.memberOf(app.a, 'owner')).cookie, headers: { origin: PUBLIC_URL } }
        : { key: app.a.key };
    const cookie = called.name === 'removePasskey' ? { cookie: owner.cookie } : {};
    const { status, body } = await app.request(urlOf(called, sample), {
      ...by,
      ...cookie,
      ...(sample.body === undefined ? {} : { body: sample.body }),
    });
    expect([401, 403, 404], JSON.stringify(body)).not.toContain(status);
    if (entryOf(called).needsConnection) expect(body).toMatchObject({ code: 'routing.channel_not_open' });
    else expect(status).toBeLessThan(500);
  });
});
