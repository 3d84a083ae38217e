/** Authenticator apps against `otpauth`, which knows nothing of this code but RFC 6238. */
import { TOTP, URI } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppKit, startApp } from '../../../../testing/app-kit.ts';
import type { Service } from '../contract.ts';
import { checkFactor } from './factors.ts';

const STEP_MS = 30_000;

let app: AppKit;
let service: string;
beforeAll(async () => {
  app = await startApp({ sends: false, works: false });
  const body = { name: 'Masuk', brand: 'Toko Bunga' };
  service = (await app.request<Service>('POST /v1/verify/services', { key: app.a.key, body })).body.id;
});
afterAll(() => app?.close());

const call = (what: string, body: unknown) => app.request(what, { key: app.a.key, body });

/** A factor and the app that scanned its address. */
async function enrolled(confirmed: boolean) {
  const { body } = await call('POST /v1/verify/factors', { service, entity: 'pelanggan-1', label: 'Sari' });
  const peer = URI.parse(String(body['uri']));
  if (!(peer instanceof TOTP)) throw new TypeError('not the address of a TOTP');
  const publicId = String(body['id']);
  /** As the product decides at that moment, with the code that the app showed at another. */
  const at = async (now: number, shownAt: number, confirming = false): Promise<boolean> => {
    const { verify } = app.runtime.routeDeps;
    const deps = { ...verify, clock: { ...verify.clock, now: () => now } };
    const actor = { kind: 'system', workspaceId: app.a.id, name: 'test' } as const;
    const code = peer.generate({ timestamp: shownAt });
    return (await checkFactor(deps, actor, { publicId, code, confirming })).valid;
  };
  const start = 1_800_000_000_000;
  if (confirmed) expect(await at(start, start, true)).toBe(true);
  return { publicId, peer, at, start, view: body };
}

describe('a factor', () => {
  it('is turned on by its first right code and then takes the next ones, over the API', async () => {
    const { publicId, peer, view } = await enrolled(false);
    expect(view).toMatchObject({ status: 'unverified', entity: 'pelanggan-1', label: 'Sari' });
    expect(peer).toMatchObject({
      issuer: 'Toko Bunga',
      label: 'Sari',
      digits: 6,
      period: 30,
      algorithm: 'SHA1',
    });
    const code = peer.generate();
    // Not on yet: a right code of somebody who only saw the address lets nobody in.
    expect((await call(`POST /v1/verify/factors/${publicId}/challenge`, { code })).body).toEqual({
      valid: false,
    });
    expect((await call(`POST /v1/verify/factors/${publicId}/verify`, { code })).body).toEqual({
      valid: true,
    });
    const next = peer.generate({ timestamp: Date.now() + STEP_MS });
    const challenge = await call(`POST /v1/verify/factors/${publicId}/challenge`, { code: next });
    expect(challenge).toMatchObject({ status: 200, body: { valid: true } });
  });

  it('takes no code twice, nor one from before the last', async () => {
    const { at, start } = await enrolled(true);
    expect(await at(start, start)).toBe(false);
    const later = start + 10 * STEP_MS;
    expect(await at(later, later)).toBe(true);
    expect(await at(later, later)).toBe(false);
    // Within the window, but of a step that is used up.
    expect(await at(later, later - STEP_MS)).toBe(false);
  });

  it('takes a code once of two that come at the same moment', async () => {
    const { at, start } = await enrolled(true);
    const later = start + 10 * STEP_MS;
    const answers = await Promise.all([1, 2, 3, 4].map(() => at(later, later)));
    expect(answers.filter((right) => right)).toHaveLength(1);
  });

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('of a phone whose clock is %i steps off is taken: %s', async (steps, right) => {
    const { at, start } = await enrolled(true);
    const later = start + 10 * STEP_MS;
    expect(await at(later, later + steps * STEP_MS)).toBe(right);
  });

  it('is locked by five wrong codes for a quarter of an hour, also for the right one', async () => {
    const { at, start } = await enrolled(true);
    const later = start + 10 * STEP_MS;
    for (let n = 0; n < 5; n++) expect(await at(later, later - 100 * STEP_MS)).toBe(false);
    await expect(at(later, later)).rejects.toMatchObject({ code: { code: 'verify.factor_locked' } });
    const unlocked = later + 900_000;
    expect(await at(unlocked, unlocked)).toBe(true);
  });
});
