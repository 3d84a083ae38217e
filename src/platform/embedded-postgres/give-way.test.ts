import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { giveWay } from './give-way.ts';

test('the process goes behind the server, also where the system shares the processor between sessions first', async () => {
  // A session of its own, as each process of PostgreSQL is.
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  try {
    const pid = child.pid ?? 0;
    await giveWay(pid);
    expect(getPriority(pid)).toBe(5);
    const group = `/proc/${pid}/autogroup`;
    if (existsSync(group)) expect(readFileSync(group, 'utf8')).toMatch(/ nice 5$/m);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

test('a process that has ended is none of its business', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await expect(giveWay(child.pid ?? 0)).resolves.toBeUndefined();
});
