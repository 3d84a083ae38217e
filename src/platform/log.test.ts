import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from './log.ts';
import { withoutValues } from './log-errors.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const into = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  write(createLogger('trace', into));
  return lines.join('');
}

describe('words of an error', () => {
  it.each([
    ['invalid input syntax for type bigint: "Kode OTP 482913"', 'invalid input syntax for type bigint: ***'],
    ['relation "messages.message" does not exist', 'relation "messages.message" does not exist'],
    [`Unexpected token 'H', "Halo Rina" is not valid JSON`, 'Unexpected token ***, *** is not valid JSON'],
    ['no route to +62 812-3456-7890 today', 'no route to *** today'],
    ['0812 3456 7890 is no number', '*** is no number'],
    ['cannot reach postgresql://titian:rahasia@db:5432/x', 'cannot reach postgresql://***db:5432/x'],
    ['GET https://gw.example/send?user=a&text=Halo failed', 'GET https://gw.example/send?*** failed'],
    ['mail to rina@contoh.example bounced', 'mail to *** bounced'],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ['key tt_live_abcDEF123 is unknown', 'key *** is unknown'],
  ])('%s', (words, clean) => {
    expect(withoutValues(words)).toBe(clean);
  });
});

it('an error of the database is told without the row that it refused', () => {
  const refused = Object.assign(new Error('bad row: Kode Anda 482913'), {
    code: '23514',
    severity: 'ERROR',
    detail: 'Failing row contains (+6281234567890, Kode Anda 482913).',
    where: 'PL/pgSQL function with +6281234567890',
    table: 'message',
    constraint: 'text_check',
    parameters: ['+6281234567890'],
  });
  const line = logged((log) => log.error({ err: new Error('outer', { cause: refused }) }, 'request failed'));
  expect(line).not.toMatch(/6281234567890|482913/);
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    msg: 'request failed',
    err: {
      type: 'Error',
      message: 'outer',
      cause: { message: '***', code: '23514', place: 'table message, constraint text_check' },
    },
  });
});

it('fields that hold texts, numbers and secrets are hidden, and words of others are cleaned', () => {
  const line = logged((log) =>
    log.child({ channel: 'chn_1' }).warn(
      {
        to: '+6281234567890',
        deep: { text: 'Halo', deeper: { password: 'rahasia' } },
        error: 'no +6281234567890',
        count: 12345678,
      },
      'sent',
    ),
  );
  expect(line).not.toMatch(/6281234567890|Halo|rahasia/);
  expect(JSON.parse(line)).toMatchObject({ channel: 'chn_1', error: 'no ***', count: 12345678 });
});
