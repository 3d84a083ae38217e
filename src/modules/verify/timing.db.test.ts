/** S-13: how long a refusal takes says nothing about its reason. */
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../testing/app-kit.ts';
import { sampleOf, WELCH_BAR, welch } from '../../../testing/welch.ts';
import type { Service, Verification } from './contract.ts';

const SAMPLES = 400;

let app: AppKit;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
});
afterAll(() => app?.close());

it('S-13: unknown, expired and wrong cannot be told apart by time', async () => {
  const call = <B>(what: string, body: unknown) => app.request<B>(what, { key: app.a.key, body });
  const { body: service } = await call<Service>('POST /v1/verify/services', {
    name: 'Masuk',
    brand: 'Toko Bunga',
  });
  const start = async (n: number) =>
    (
      await call<Verification>('POST /v1/verifications', {
        service: service.id,
        to: `+62812${30_000_000 + n * 7_919}`,
      })
    ).body.id;
  const [pending, over] = [await start(1), await start(2)];
  const { publicIds } = app.runtime.routeDeps.messages;
  const unknown = publicIds.encode('vrf', 987_654_321n);
  /** Nothing may lock, burn or grow while it is measured. */
  const reset = () =>
    app.rows(
      `with n as (update verify.number set wrong_checks = '{}', consecutive_wrong = 0)
       update verify.verification set wrong_checks = 0, status = 0, ended_at = null,
         expires_at = case when phone like '%919' then now() + interval '1 hour' else now() - interval '1 hour' end`,
    );
  await reset();
  const targets = { wrong: pending, expired: over, unknown };
  const times: Record<keyof typeof targets, number[]> = { wrong: [], expired: [], unknown: [] };
  const names = ['wrong', 'expired', 'unknown'] as const;
  for (let i = -30; i < SAMPLES; i++) {
    if (i % 4 === 0) await reset();
    // The order rotates, so that none always follows the same one.
    for (let at = 0; at < 3; at++) {
      const name = names[(at + Math.abs(i)) % 3] ?? 'wrong';
      const begin = performance.now();
      const { body } = await call(`POST /v1/verifications/${targets[name]}/check`, { code: '000000' });
      if (i >= 0) times[name].push(performance.now() - begin);
      expect(body).toEqual({ valid: false });
    }
  }
  const samples = {
    wrong: sampleOf(times.wrong),
    expired: sampleOf(times.expired),
    unknown: sampleOf(times.unknown),
  };
  const t = {
    'wrong, expired': welch(samples.wrong, samples.expired),
    'wrong, unknown': welch(samples.wrong, samples.unknown),
    'expired, unknown': welch(samples.expired, samples.unknown),
  };
  for (const value of Object.values(t)) expect(value, JSON.stringify(samples)).toBeLessThan(WELCH_BAR);
}, 900_000);
