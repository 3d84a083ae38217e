import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/db.ts';
import { type Database, defineQuery, openDatabase, type Transaction } from './db.ts';

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';
const workspaceNow = defineQuery<[], { readonly workspace: string }>(
  'test.workspace_now',
  `select current_setting('app.workspace') as workspace`,
);
const divide = defineQuery<[by: number], { readonly result: number }>(
  'test.divide',
  'select 1 / $1::integer as result',
);

const servedBy = defineQuery<[], { readonly pid: number }>(
  'test.served_by',
  'select pg_backend_pid() as pid',
);

let test: TestDatabase;
const nodes: Database[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  for (const applicationName of ['one', 'other'])
    nodes.push(openDatabase({ url: test.url, role: 'titian_api', max: 4, applicationName }));
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await test.drop();
});

/** Runs the works at once, each at another node, and says in which order they began and ended. */
async function order(
  works: readonly { readonly workspace: string; readonly alone: string }[],
): Promise<string[]> {
  const seen: string[] = [];
  const work = async (tx: Transaction): Promise<void> => {
    const [row] = await tx.query(workspaceNow, []);
    seen.push(`begin ${row?.workspace}`);
    await sleep(200);
    seen.push('end');
  };
  const running = works.map(async ({ workspace, alone }, at) =>
    nodes[at % nodes.length]?.inWorkspace(workspace, work, { alone }),
  );
  await Promise.all(running);
  return seen;
}

describe('transactions that are alone', () => {
  it('come one after the other in a workspace, over all nodes', async () => {
    const same = { workspace: A, alone: 'thing' };
    expect(await order([same, same])).toEqual([`begin ${A}`, 'end', `begin ${A}`, 'end']);
  });

  it('do not wait for another workspace, nor for another name', async () => {
    const seen = await order([
      { workspace: A, alone: 'thing' },
      { workspace: B, alone: 'thing' },
      { workspace: A, alone: 'other' },
    ]);
    expect(seen.slice(0, 3).toSorted()).toEqual([`begin ${A}`, `begin ${A}`, `begin ${B}`]);
    expect(seen.slice(3)).toEqual(['end', 'end', 'end']);
  });

  it('let the next one in when one fails', async () => {
    const failing = nodes[0]?.inWorkspace(A, (tx) => tx.query(divide, [0]), { alone: 'thing' });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await order([{ workspace: A, alone: 'thing' }])).toEqual([`begin ${A}`, 'end']);
  });

  it('take nothing but letters for a name', () => {
    const odd = () => nodes[0]?.inWorkspace(A, async () => undefined, { alone: "x'; drop table y; --" });
    expect(odd).toThrow(TypeError);
  });
});

it('says which process of PostgreSQL serves a connection', async () => {
  const heard: number[] = [];
  const db = openDatabase({
    url: test.url,
    role: 'titian_api',
    max: 1,
    applicationName: 'served',
    onServed: (processId) => heard.push(processId),
  });
  try {
    const rows = await db.query(servedBy, []);
    expect(rows).toEqual(heard.map((pid) => ({ pid })));
    expect(heard).toHaveLength(1);
  } finally {
    await db.close();
  }
});
