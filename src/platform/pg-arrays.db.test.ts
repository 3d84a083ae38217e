import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/db.ts';
import {
  bigintArray,
  booleanArray,
  bytesArray,
  doubleArray,
  integerArray,
  smallintArray,
  textArray,
  uuidArray,
} from './pg-arrays.ts';

let test: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.drop();
});

const back = async (type: string, array: Buffer): Promise<unknown> =>
  (await client.query(`select to_jsonb(array(select u::text from unnest($1::${type}[]) u)) as a`, [array]))
    .rows[0]?.a;

const orNull = <T>(values: fc.Arbitrary<T>) => fc.array(fc.option(values), { maxLength: 20 });

describe('binary arrays', () => {
  it('bring integers of every size', async () => {
    const max = 2n ** 63n - 1n;
    expect(
      await back(
        'bigint',
        bigintArray([1n, null, -max - 1n, max], (one) => one),
      ),
    ).toEqual(['1', null, `${-max - 1n}`, `${max}`]);
    expect(
      await back(
        'smallint',
        smallintArray([1, null, -32_768, 32_767], (one) => one),
      ),
    ).toEqual(['1', null, '-32768', '32767']);
    expect(
      await back(
        'integer',
        integerArray([1, null, 2_147_483_647], (one) => one),
      ),
    ).toEqual(['1', null, '2147483647']);
    expect(
      await back(
        'float8',
        doubleArray([1.5, null, 1_795_305_600_123], (one) => one),
      ),
    ).toEqual(['1.5', null, '1795305600123']);
  });

  it('bring truth values and bytes', async () => {
    expect(
      await back(
        'boolean',
        booleanArray([true, null, false], (one) => one),
      ),
    ).toEqual(['true', null, 'false']);
    const bytes = [Buffer.from('00ff', 'hex'), Buffer.from('1234', 'hex')];
    expect(
      await back(
        'bytea',
        bytesArray(bytes, 2, (one) => one),
      ),
    ).toEqual(['\\x00ff', '\\x1234']);
    expect(() => bytesArray(bytes, 3, (one) => one)).toThrow('3 bytes');
  });

  it('bring UUIDs, repeated or not', async () => {
    const [a, b] = ['00000000-0000-4000-9000-00000000000a', 'ffffffff-1234-4abc-9def-0123456789ab'];
    expect(
      await back(
        'uuid',
        uuidArray([a, a, b, a, a], (one) => one),
      ),
    ).toEqual([a, a, b, a, a]);
  });

  it('may be empty', async () => {
    expect(
      await back(
        'text',
        textArray([], () => ''),
      ),
    ).toEqual([]);
    expect(
      await back(
        'bigint',
        bigintArray([], () => 1n),
      ),
    ).toEqual([]);
  });

  it('bring any text unchanged', async () => {
    const text = fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(orNull(text), async (values) => {
        expect(
          await back(
            'text',
            textArray(values, (one) => one),
          ),
        ).toEqual(values);
      }),
      { numRuns: 100 },
    );
  });
});
