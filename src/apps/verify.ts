/** Verification in a process: it sends through the gate, and prices what it sends before it does. */
import type { OpenGateFor } from '../modules/messages/index.ts';
import { priceOf } from '../modules/billing/index.ts';
import { createLedger, createServices, type VerifyDeps } from '../modules/verify/index.ts';
import type { Foundation } from './foundation.ts';

export function composeVerify(base: Foundation, openGate: OpenGateFor): VerifyDeps {
  const { apiDb: db, bus, clock, seal, ids, publicIds, priceLists, codeHasher: hasher } = base;
  return {
    db,
    bus,
    clock,
    seal,
    ids,
    publicIds,
    hasher,
    services: createServices({ db, now: clock.now }),
    ledger: createLedger({ db, bus, ids, hasher, openGate, now: clock.now }),
    async priceOf(workspaceId, { operator, segments }) {
      const at = new Date(clock.now());
      const prices = await priceLists.of(workspaceId);
      return priceOf(prices, { medium: 'sms', operator, segments, at, class: 'otp' }) ?? undefined;
    },
  };
}
