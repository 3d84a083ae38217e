import type { z } from 'zod';
import { parsePhone } from '../../lib/phone.ts';
import { publicIdOfUuid } from '../../lib/uuid.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import { type ExplainRoute, type RouteExplanation, SKIP_WORDS } from './contract.ts';
import { registrationWarnings } from './registration/registration-warnings.ts';
import { resolveRoute } from './decide/resolve-route.ts';
import type { RoutingDeps } from './deps.ts';
import { routingErrors } from './errors.ts';

/** Where a message would go now, and why; decided by the same function that decides when it is sent. Nothing is sent. */
export async function explainRoute(
  deps: RoutingDeps,
  actor: Actor,
  input: z.output<typeof ExplainRoute>,
): Promise<RouteExplanation> {
  const workspaceId = requireWorkspace(actor);
  const phone = parsePhone(input.to);
  if (!phone.ok) throw new Problem(routingErrors.recipient_invalid, { field: 'to' });
  const operator = phone.operator ?? null;
  const [table, priceOf] = await Promise.all([deps.tables.of(workspaceId), deps.pricesOf(workspaceId)]);
  const channels = new Map(table.channels.map((channel) => [channel.id, channel]));
  const priceIn = (id: string) => {
    const channel = channels.get(id);
    return channel === undefined ? null : priceOf(channel, { operator, class: input.class });
  };
  const decided = resolveRoute(table, {
    channel: input.channel,
    from: input.from,
    class: input.class,
    to: phone.e164,
    operator,
    sandboxOnly: actor.kind === 'key' && actor.mode === 'test',
    priceOf: (id) => priceIn(id)?.amount ?? null,
  });
  if (!decided.ok) throw new Problem(decided.error.code, { field: decided.error.field });
  const { channel, sender, fallbacks, policy, reason } = decided.value;
  const named = (id: string) => {
    const known = table.names.get(id);
    return { id: known?.publicId ?? '', name: known?.name ?? '', price: priceIn(id) };
  };
  const nameOf = new Map([...table.names.values()].map(({ publicId, name }) => [publicId, name]));
  return {
    to: phone.e164,
    operator,
    channel: named(channel.id),
    sender: { id: publicIdOfUuid('snd', sender.id), address: sender.address },
    fallbacks: fallbacks.map(named),
    skipped: reason.skipped.map(({ channel: id, why }) => ({
      channel: { id, name: nameOf.get(id) ?? '' },
      why,
      words: { ...SKIP_WORDS[why] },
    })),
    warnings: registrationWarnings(table, sender, operator),
    policy,
    reason,
  };
}
