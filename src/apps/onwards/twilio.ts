/** What programs written for Twilio hear of: statuses, answers of customers, and the end of their credentials. */
import { parsePhone } from '../../lib/phone.ts';
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { contactAt } from '../../modules/contacts/index.ts';
import { type FreshSink, receivedMessage } from '../../modules/messages/index.ts';
import {
  createStatusCallbacks,
  endAccount,
  type InboundDeps,
  queueInbound,
  type StatusCallbackDeps,
  wantsInbound,
} from '../../modules/twilio/index.ts';
import type { OpenChannel } from '../../modules/routing/index.ts';
import type { TwilioDeps } from '../../modules/twilio/index.ts';
import type { Transaction } from '../../platform/db.ts';
import type { Subscriber } from '../../platform/events/event.ts';

/** Every sink hears of the workspaces that it asked for. */
export const joinSinks = (sinks: readonly FreshSink[]): FreshSink => ({
  wants: (workspaceId) => sinks.some((sink) => sink.wants(workspaceId)),
  async publish(tx, events) {
    for (const sink of sinks) {
      const wanted = events.filter(({ workspaceId }) => sink.wants(workspaceId));
      if (wanted.length > 0) await sink.publish(tx, wanted);
    }
  },
});

export const twilioStatusSink = (deps: StatusCallbackDeps): FreshSink => createStatusCallbacks(deps);

export function twilioSubscribers(
  parts: StatusCallbackDeps & Pick<InboundDeps, 'tables' | 'publicUrl'>,
): readonly Subscriber[] {
  const deps = {
    ...parts,
    publicUrl: parts.publicUrl.replace(/\/+$/, ''),
    async nameOf(tx: Transaction, workspaceId: string, address: string) {
      const kind = address.startsWith('+') ? 'phone' : 'whatsapp';
      return (await contactAt(parts, tx, workspaceId, { kind, address }))?.name ?? null;
    },
  };
  return [
    {
      name: 'twilio.inbound',
      types: ['message.received'],
      wants: ({ workspaceId }) => wantsInbound(deps, workspaceId),
      async handle(tx, { workspaceId, resource }) {
        const message = await receivedMessage(deps, tx, workspaceId, resource);
        if (message !== undefined) await queueInbound(deps, tx, workspaceId, message);
      },
    },
    {
      name: 'twilio.accounts',
      types: ['api_key.revoked'],
      wants: ({ workspaceId }) => wantsInbound(deps, workspaceId),
      async handle(tx, { workspaceId, resource }) {
        const id = uuidOfPublicId('key', resource);
        if (id !== undefined) await endAccount(tx, workspaceId, id);
      },
    },
  ];
}

/** A person waits; the provider is asked two small things. */
const ASK_MS = 5_000;
/** What the provider could not tell is asked again after this long at the earliest. */
const AGAIN_MS = 60_000;

/** Which number a WhatsApp channel of this process is, as its set-up checks say it. */
export function createNumberFinder(options: {
  readonly findOpen: (channelId: string) => OpenChannel | undefined;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}): TwilioDeps['numberOf'] {
  const missed = new Map<string, number>();
  return async (workspaceId, channelId) => {
    const open = options.findOpen(channelId);
    const again = (missed.get(channelId) ?? 0) <= options.now();
    if (open?.workspaceId !== workspaceId || open.connection.inspect === undefined || !again)
      return undefined;
    const checks = await open.connection.inspect(AbortSignal.timeout(ASK_MS)).catch(() => []);
    const phone = parsePhone(checks.find(({ code }) => code === 'number_registered')?.value ?? '');
    if (phone.ok) return phone.e164;
    missed.set(channelId, options.now() + AGAIN_MS);
    return undefined;
  };
}
