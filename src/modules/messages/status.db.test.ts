/** The status of a message is the strongest evidence about it, in whatever order and however often it came. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/db.ts';
import { type Database, openDatabase } from '../../platform/db.ts';
import { findMessage } from './queries/read.ts';
import { foldStatus, RANK, type StatusEvidence } from './status.ts';

const evidence: fc.Arbitrary<StatusEvidence> = fc.record({
  attempt: fc.integer({ min: 1, max: 4 }),
  rank: fc.constantFrom(...[20, 35, 40, 50, 60, 70, 80, 90]),
});
const pile = fc.array(evidence, { maxLength: 12 });

describe('folding', () => {
  it('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(
        pile.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
          ),
        ),
        ([events, shuffled]) => {
          expect(foldStatus(shuffled).rank).toBe(foldStatus(events).rank);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is the same over every order of the six statuses of one attempt', () => {
    const all = (['queued', 'sent', 'delivered', 'read', 'failed', 'expired'] as const).map((name) => ({
      attempt: 1,
      rank: RANK[name],
    }));
    let orders = 0;
    const walk = (rest: StatusEvidence[], taken: StatusEvidence[]): void => {
      if (rest.length === 0) {
        orders += 1;
        expect(foldStatus(taken).rank).toBe(RANK.read);
      }
      rest.forEach((one, i) => walk([...rest.slice(0, i), ...rest.slice(i + 1)], [...taken, one]));
    };
    walk(all, []);
    expect(orders).toBe(720);
  });

  it('never goes from read back to delivered, whatever comes', () => {
    fc.assert(
      fc.property(pile, (events) => {
        expect(foldStatus([{ attempt: 1, rank: RANK.read }, ...events]).rank).toBe(RANK.read);
      }),
    );
  });
});

describe('folding in SQL', () => {
  let test: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    test = await createTestDatabase();
    db = openDatabase({ url: test.url, role: 'owner', max: 1, applicationName: 'titian-test' });
  });
  afterAll(async () => {
    await db?.close();
    await test?.drop();
  });

  it('agrees with folding in the program', async () => {
    const workspace = '00000000-0000-4000-8000-000000000001';
    const first = BigInt(Date.now()) << 20n;
    const piles = fc.sample(pile, 300);
    const messages = piles.map((events, i) => ({ id: (first + BigInt(i)).toString(), events }));
    const insert = (text: string, params: readonly unknown[]) => db.query({ name: '', text }, params);
    await insert(
      `insert into messages.message (workspace_id, id, direction, class, channel_id, sender, recipient, party, body,
         encoding, segments, created_at)
       select $1, id, 0, 1, $1, 'A', '+62812', '+62812', 'x', 0, 1, now() from unnest($2::bigint[]) as id`,
      [workspace, messages.map(({ id }) => id)],
    );
    const rows = messages.flatMap(({ id, events }) => events.map((event) => ({ id, ...event })));
    await insert(
      `insert into messages.status_event (workspace_id, message_id, attempt, status, part, at, channel_id)
       select $1, id, attempt, status, 0, now(), $1
       from unnest($2::bigint[], $3::smallint[], $4::smallint[]) as u (id, attempt, status) on conflict do nothing`,
      [workspace, rows.map(({ id }) => id), rows.map(({ attempt }) => attempt), rows.map(({ rank }) => rank)],
    );
    for (const { id, events } of messages) {
      const [row] = await db.query(findMessage, [workspace, id]);
      expect(row?.status ?? 0, JSON.stringify(events)).toBe(foldStatus(events).rank);
    }
  });
});
