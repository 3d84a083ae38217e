/** For modules that store something of their own together with messages: both are committed, or neither. */
import type { Transaction } from '../../platform/db.ts';
import { afterCommit, type Reservation, storeEntries } from './accept/accept-messages.ts';
import { createDoubts } from './accept/doubts.ts';
import type { Entry, Settled } from './accept/entries.ts';
import { NO_FACTS } from './content/gather-facts.ts';
import type { MessagesDeps } from './deps.ts';

/** A plain text to a number, in whose name and for whom. */
export interface TextWish {
  readonly to: string;
  readonly text: string;
  readonly class: 'otp' | 'transactional';
  readonly validitySeconds: number;
  /** The workspace's default sender when left out. */
  readonly from: string | undefined;
  /** Public id of the key or member. */
  readonly actor: string;
  readonly sandboxOnly: boolean;
  readonly locale: 'id' | 'en';
  /** Monotonic milliseconds of the arrival of the request. */
  readonly since: number;
}

/** What the gate said: the message, or the Problem that its sender is to hear. */
export type Carried =
  | { readonly ok: true; readonly id: string; readonly from: string }
  | { readonly ok: false; readonly problem: unknown };

/** The gate, opened for one transaction. Whoever opens it calls `committed` or `failed` once it is over. */
export interface OpenGate {
  /** One answer per wish, in order. */
  store(tx: Transaction, wishes: readonly TextWish[]): Promise<readonly Carried[]>;
  /** Hands what was stored to the dispatcher. */
  committed(): void;
  /** True when the same is to be done again, with a gate opened anew: the balance does not cover all of it, or somebody has opted out. */
  failed(error: unknown): boolean;
}

/** Looks up what drafting needs, before the transaction. */
export type OpenGateFor = (workspaceId: string) => Promise<OpenGate>;

export function gateFor(deps: MessagesDeps): OpenGateFor {
  const doubts = createDoubts(deps.clock);
  return async (workspaceId) => {
    const [table, prices] = await Promise.all([deps.tables.of(workspaceId), deps.priceLists.of(workspaceId)]);
    const reserved: Reservation = [];
    let settled: readonly Settled[] = [];
    return {
      async store(tx, wishes) {
        const refusals = new Map<number, unknown>();
        const entries = wishes.map((wish, at): Entry => {
          const { since } = wish;
          const request = { request: requestOf(workspaceId, wish), table, prices, facts: NO_FACTS, since };
          return {
            request,
            size: 1,
            since,
            resolve: () => undefined,
            isSettled: () => refusals.has(at),
            reject: (problem) => void refusals.set(at, problem),
          };
        });
        settled = await storeEntries(deps, tx, workspaceId, {
          entries,
          now: deps.clock.now(),
          reserved,
          isSurelyCovered: !doubts.has(workspaceId, 'covered'),
          isSurelyWanted: !doubts.has(workspaceId, 'wanted'),
          isAnswerRead: false,
        });
        const answers = new Map(settled.map((one) => [one.entry, one]));
        return entries.map((entry, at) => carriedBy(answers.get(entry), refusals.get(at)));
      },
      committed() {
        if (settled.length > 0) afterCommit(deps, workspaceId, settled, reserved);
      },
      failed(error) {
        deps.handOff.abandon(reserved);
        return doubts.explains(workspaceId, error);
      },
    };
  };
}

const requestOf = (
  workspaceId: string,
  { to, text, class: messageClass, validitySeconds, from, actor, sandboxOnly, locale }: TextWish,
): Entry['request']['request'] => ({
  workspaceId,
  actor,
  sandboxOnly,
  locale,
  mode: 'one',
  idempotency: undefined,
  messages: [
    {
      ok: true,
      value: {
        to,
        text,
        channel: 'auto',
        class: messageClass,
        validitySeconds,
        ...(from === undefined ? {} : { from }),
      },
    },
  ],
});

function carriedBy(settled: Settled | undefined, problem: unknown): Carried {
  const [item] = settled?.items ?? [];
  const [id] = settled?.ids ?? [];
  if (item?.ok !== true || id === undefined) return { ok: false, problem };
  return { ok: true, id, from: item.stored.draft.route.sender.address };
}
