import { storableText } from '../../../lib/storable-text.ts';
import type { EgressOutcome } from '../../../platform/http-client/contract.ts';
import type { Egress } from '../../../platform/http-client/egress.ts';
import type { DeliveryAttempt } from '../contract.ts';
import type { ClaimedRow } from '../queries/deliveries.ts';
import { type FormattedDelivery, standardFormat, type WebhookFormat } from './format.ts';
import type { Target } from './targets.ts';

/** Within which an endpoint must have answered. */
const TIMEOUT_MS = 15_000;
/** Read so far that the connection can be used again; kept are the first 1,024 octets. */
const READ_BYTES = 16_384;
const KEPT_BYTES = 1_024;

export interface AttemptDeps {
  readonly egress: Egress;
  readonly publicId: (id: bigint) => string;
  /** Of endpoints that other modules keep, by name. */
  readonly formats?: Readonly<Record<string, WebhookFormat>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly monotonic: () => number;
}

export interface Attempted {
  readonly outcome: EgressOutcome;
  readonly log: DeliveryAttempt;
}

/** One call to an endpoint, signed now: receivers refuse signatures that are older than some minutes. */
export async function attemptDelivery(
  deps: AttemptDeps,
  target: Target,
  row: ClaimedRow,
  signal: AbortSignal,
): Promise<Attempted> {
  const now = deps.now();
  const started = deps.monotonic();
  const format = formatOf(deps, target);
  const delivery: FormattedDelivery = {
    workspaceId: target.workspaceId,
    endpointId: target.id,
    id: deps.publicId(BigInt(row.id)),
    type: row.type,
    payload: row.payload,
  };
  const answer = await deps.egress.request({
    ...format.request(delivery, { url: target.url, keys: target.keysAt(now), now }),
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: READ_BYTES,
    cutResponse: true,
    signal,
  });
  const outcome = await heed(format, delivery, answer);
  return {
    outcome,
    log: {
      number: row.logged + 1,
      at: new Date(now).toISOString(),
      durationMs: Math.round(deps.monotonic() - started),
      ...answerOf(outcome),
    },
  };
}

export const formatOf = (deps: Pick<AttemptDeps, 'formats'>, { format }: Target): WebhookFormat =>
  deps.formats?.[format] ?? standardFormat;

/** A good answer may ask for something; where that cannot be done now, the delivery was not made yet. */
async function heed(
  format: WebhookFormat,
  delivery: FormattedDelivery,
  outcome: EgressOutcome,
): Promise<EgressOutcome> {
  if (outcome.kind !== 'response' || outcome.status < 200 || outcome.status >= 300) return outcome;
  const contentType = outcome.headers['content-type'] ?? '';
  try {
    await format.answered?.(delivery, { contentType, body: outcome.body.toString('utf8') });
    return outcome;
  } catch (error) {
    return { kind: 'failed', phase: 'exchange', reason: 'connection', detail: `answer: ${String(error)}` };
  }
}

function answerOf(outcome: EgressOutcome): Pick<DeliveryAttempt, 'status' | 'error' | 'response'> {
  if (outcome.kind === 'response') {
    const response = storableText(outcome.body.subarray(0, KEPT_BYTES).toString('utf8'));
    return { status: outcome.status, error: null, response };
  }
  // A private address is not named: it would tell how this installation's network is laid out.
  const error = outcome.kind === 'refused' ? outcome.reason : `${outcome.reason}: ${outcome.detail}`;
  return { status: null, error: storableText(error.slice(0, 300)), response: null };
}

/** What is shown beside an endpoint. */
export const wordsOf = (log: DeliveryAttempt): string => log.error ?? `HTTP ${log.status}`;
