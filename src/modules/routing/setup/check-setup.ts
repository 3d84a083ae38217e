import type { z } from 'zod';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { SetupCheck } from '../contract.ts';
import type { RoutingDeps } from '../deps.ts';
import { requireOpen } from './require-open.ts';

/** The provider is asked several things; a person waits. */
const DEADLINE_MS = 20_000;

/** How far the channel's set-up is on the provider's side; nothing where a type cannot look. */
export async function checkSetup(
  deps: RoutingDeps,
  actor: Actor,
  publicId: string,
): Promise<z.infer<typeof SetupCheck>[]> {
  const { connection } = await requireOpen(deps, requireWorkspace(actor), publicId);
  const checks = (await connection.inspect?.(AbortSignal.timeout(DEADLINE_MS))) ?? [];
  return checks.map((check) => ({ ...check }));
}
