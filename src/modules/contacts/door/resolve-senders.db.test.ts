/** Senders who came together become whose they would have become one after the other. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../../testing/app-kit.ts';
import { type Database, openDatabase } from '../../../platform/db.ts';
import type { NewIdentity } from '../contract.ts';
import type { ContactsCore } from '../deps.ts';
import type { ResolvedSender, Sender } from './people.ts';
import { resolveSenders } from './resolve-senders.ts';

let app: AppKit;
let worker: Database;
let core: ContactsCore;
beforeAll(async () => {
  app = await startApp({ sends: false });
  worker = openDatabase({ url: app.url, role: 'titian_worker', max: 12, applicationName: 'titian-test' });
  core = app.runtime.routeDeps.contacts;
});
afterAll(async () => {
  await worker?.close();
  await app?.close();
});

let series = 0;
/** Few addresses, so that senders share them. */
const address = (run: number, n: number): NewIdentity =>
  n % 2 === 0
    ? { kind: 'phone', address: `+62815${String(10_000_000 + run * 10 + n)}` }
    : { kind: 'whatsapp', address: `ID.${run}.${n}` };
const resolve = (workspaceId: string, senders: readonly Sender[]) =>
  worker.transaction((tx) => resolveSenders(tx, core, workspaceId, senders));
async function oneByOne(workspaceId: string, senders: readonly Sender[]) {
  const resolved: (ResolvedSender | undefined)[] = [];
  for (const sender of senders) resolved.push(...(await resolve(workspaceId, [sender])));
  return resolved;
}

/** Contacts by the order in which they appear, so that two workspaces can be compared. */
function numbered() {
  const numbers = new Map<string, number>();
  return (id: string): number => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return number;
  };
}

/** Owners, suggestions and histories of a workspace in words of `number`. */
async function outcome(workspaceId: string, run: number, number: (id: string) => number) {
  const owners = await app.rows<{ address: string; contact_id: string; seen: Date; profile_name: string }>(
    `select address, contact_id, last_seen_at as seen, profile_name from contacts.identity
     where workspace_id = $1 and (address like $2 or address like $3) order by address`,
    [workspaceId, `ID.${run}.%`, `+62815${String(10_000_000 + run * 10).slice(0, -1)}%`],
  );
  const ids = owners.map(({ contact_id }) => contact_id);
  const pairs = await app.rows<{ a: string; b: string; reason: string }>(
    `select contact_a as a, contact_b as b, reason from contacts.suggestion
     where workspace_id = $1 and contact_a = any($2::bigint[])`,
    [workspaceId, ids],
  );
  const changes = await app.rows<{ kind: string; contact_id: string; identities: number; people: number }>(
    `select kind, contact_id, jsonb_array_length(data -> 'identities') as identities,
       (select count(*)::int from contacts.change_contact w where w.workspace_id = c.workspace_id and w.change_id = c.id) as people
     from contacts.change c where workspace_id = $1 and contact_id = any($2::bigint[])`,
    [workspaceId, ids],
  );
  return {
    owners: owners.map((row) => [row.address, number(row.contact_id), row.seen.getTime(), row.profile_name]),
    pairs: pairs.map(({ a, b, reason }) => [...[number(a), number(b)].sort(), reason].join(' ')).sort(),
    changes: changes
      .map((row) => [row.kind, number(row.contact_id), row.identities, row.people].join(' '))
      .sort(),
  };
}

it(
  'together or one after the other: the same owners, suggestions and histories',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 3 }), {
          minLength: 2,
          maxLength: 14,
        }),
        fc.nat({ max: 14 }),
        async (drawn, known) => {
          const run = ++series;
          const senders = drawn.map((numbers, i) => ({
            identities: numbers.map((n) => address(run, n)),
            // Further apart than what is rounded to the minute.
            at: new Date(1_700_000_000_000 + i * 120_000),
          }));
          // Some of them are known before the batch comes.
          const before = senders.slice(0, known);
          const batch = senders.slice(known);
          const seen: unknown[] = [];
          for (const [workspaceId, all] of [
            [app.a.id, resolve],
            [app.b.id, oneByOne],
          ] as const) {
            const number = numbered();
            const first = await oneByOne(workspaceId, before);
            const resolved = [...first, ...(await all(workspaceId, batch))].map((one) => ({
              contact: number(one?.contactId ?? ''),
              created: one?.created,
              linked: one?.linked,
            }));
            seen.push({ resolved, ...(await outcome(workspaceId, run, number)) });
          }
          expect(seen[0]).toEqual(seen[1]);
        },
      ),
      { numRuns: 25 },
    ),
  120_000,
);

it('transactions with the same new people in other orders make each of them once', async () => {
  const run = ++series;
  const people = Array.from({ length: 30 }, (_, n) => ({
    identities: [
      { kind: 'phone' as const, address: `+62816${String(10_000_000 + run * 100 + n)}` },
      { kind: 'whatsapp' as const, address: `ID.bersama.${n}` },
    ],
    at: new Date(),
  }));
  const orders = [people, people.toReversed(), people.slice(10), people.slice(0, 20)];
  const resolved = await Promise.all(orders.map((order) => resolve(app.a.id, order)));
  expect(resolved[1]?.toReversed().map((one) => one?.contactId)).toEqual(
    resolved[0]?.map((one) => one?.contactId),
  );
  expect(resolved.flat().filter((one) => one?.created)).toHaveLength(people.length);
  const [row] = await app.rows<{ contacts: number; identities: number }>(
    `select count(distinct contact_id)::int as contacts, count(*)::int as identities
     from contacts.identity where workspace_id = $1 and address like any($2)`,
    [app.a.id, ['ID.bersama.%', `+62816${String(10_000_000 + run * 100).slice(0, -2)}%`]],
  );
  expect(row).toEqual({ contacts: people.length, identities: 2 * people.length });
  // Nobody is left without an address.
  const [alone] = await app.rows<{ count: number }>(
    `select count(*)::int as count from contacts.contact c where workspace_id = $1 and merged_into is null
     and not exists (select 1 from contacts.identity i where i.workspace_id = c.workspace_id and i.contact_id = c.id)`,
    [app.a.id],
  );
  expect(alone?.count).toBe(0);
});

it('a person who wrote twice is touched once, with the name shown last', async () => {
  const phone = { kind: 'phone' as const, address: '+6281700000001' };
  const at = (minutes: number) => new Date(1_700_000_000_000 + minutes * 60_000);
  await resolve(app.a.id, [{ identities: [phone], at: at(0), profileName: 'Rina' }]);
  const resolved = await resolve(app.a.id, [
    { identities: [phone], at: at(9), profileName: 'Rina M.' },
    { identities: [{ kind: 'phone', address: '98' }], at: at(5) },
    { identities: [phone], at: at(5) },
  ]);
  expect(resolved[1]).toBeUndefined();
  expect(resolved[0]).toMatchObject({ contactId: resolved[2]?.contactId, created: false });
  const [row] = await app.rows(
    'select profile_name, first_seen_at, last_seen_at from contacts.identity where workspace_id = $1 and address = $2',
    [app.a.id, phone.address],
  );
  expect(row).toEqual({ profile_name: 'Rina M.', first_seen_at: at(0), last_seen_at: at(9) });
});
