/** The disk of the database fills: told at 90 %, campaigns refused at 95 %, codes and notices taken until it is really full. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { withProxiedDatabase } from '../proxied-database.ts';
import { type Rig, withRig } from '../rig.ts';
import { seeded } from '../seeded.ts';
import { fill, mountDisk, unmount } from './small-disk.ts';

const SEED = 20_261_203;
/** The disk is looked at every 5 s. */
const SEEN_WITHIN_MS = 15_000;
const RESUMES_WITHIN_MS = 30_000;
const TIMEOUT_MS = 240_000;

const Alarms = z.object({ alarms: z.array(z.object({ code: z.string(), value: z.number() })) });
const Ready = z.object({ alarms: z.array(z.string()) });
const message = (messageClass: string) => ({ to: '+628123456789', text: 'Halo', class: messageClass });
const send = (rig: Rig, body: unknown) => rig.api.call('POST', '/v1/messages', body);
const alarmsOf = async (rig: Rig): Promise<string[]> =>
  Alarms.parse((await rig.api.call('GET', '/v1/pipeline')).body).alarms.map(({ code }) => code);

async function untilAlarms(rig: Rig, expected: readonly string[]): Promise<void> {
  for (const end = performance.now() + SEEN_WITHIN_MS; performance.now() < end; await sleep(250))
    if ((await alarmsOf(rig)).join() === expected.join()) return;
  expect(await alarmsOf(rig)).toEqual(expected);
}

async function untilAnswered(rig: Rig, body: unknown, status: number, withinMs: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const answer = await send(rig, body);
    if (answer.status === status) return performance.now() - started;
    expect(performance.now() - started, `never ${status}`).toBeLessThan(withinMs);
    await sleep(250);
  }
}

async function expectCampaignsRefused(rig: Rig): Promise<void> {
  const campaign = await send(rig, message('marketing'));
  expect(campaign).toMatchObject({
    status: 503,
    body: { code: 'messages.disk_nearly_full', retryable: true },
  });
  expect(Number(campaign.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send(rig, [message('marketing'), message('marketing')])).status).toBe(503);
  for (const urgent of ['otp', 'transactional', 'conversation'])
    expect((await send(rig, message(urgent))).status).toBe(202);
  expect(await send(rig, [message('marketing'), message('otp')])).toMatchObject({
    status: 202,
    body: { accepted: 1, refused: 1 },
  });
}

const disk = mountDisk();

test.skipIf(disk === undefined)(
  'a disk that fills (R-20)',
  async () => {
    if (disk === undefined) return;
    try {
      await withProxiedDatabase(
        (database) =>
          withRig(
            {
              connections: 0,
              chance: seeded(SEED),
              environment: { DATABASE_URL: database.url, TITIAN_DATABASE_DISK: disk },
            },
            async (rig) => {
              await untilAlarms(rig, []);
              fill(disk, 0.92);
              await untilAlarms(rig, ['disk_filling']);
              expect((await send(rig, message('marketing'))).status).toBe(202);
              fill(disk, 0.96);
              await untilAlarms(rig, ['disk_nearly_full']);
              await expectCampaignsRefused(rig);
              const ready = await fetch(`${rig.url}/readyz`);
              expect(ready.status).toBe(200);
              expect(Ready.parse(await ready.json()).alarms).toEqual(['disk_nearly_full']);
              const metrics = await (await fetch(`${rig.url}/metrics`)).text();
              expect(metrics).toContain('titian_alarm{alarm="disk_nearly_full"} 1');
              expect(metrics).toMatch(/^titian_database_disk_used_ratio 0\.9[56]/m);
              const filler = fill(disk);
              const fullMs = await untilAnswered(rig, message('otp'), 503, 60_000);
              rmSync(filler);
              const codesMs = await untilAnswered(rig, message('otp'), 202, RESUMES_WITHIN_MS);
              const campaignsMs = await untilAnswered(rig, message('marketing'), 202, RESUMES_WITHIN_MS);
              console.log(
                `codes taken for ${Math.round(fullMs)} ms on a full disk; again ${Math.round(codesMs)} ms after there was room, campaigns ${Math.round(campaignsMs)} ms later`,
              );
            },
          ),
        { dataDir: join(disk, 'data') },
      );
    } finally {
      unmount(disk);
    }
  },
  TIMEOUT_MS,
);
