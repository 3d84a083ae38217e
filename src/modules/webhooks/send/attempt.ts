import { storableText } from '../../../lib/storable-text.ts';
import type { EgressOutcome } from '../../../platform/http-client/contract.ts';
import type { Egress } from '../../../platform/http-client/egress.ts';
import type { DeliveryAttempt } from '../contract.ts';
import type { ClaimedRow } from '../queries/deliveries.ts';
import { signedHeaders } from './signature.ts';
import type { Target } from './targets.ts';

/** Within which an endpoint must have answered. */
const TIMEOUT_MS = 15_000;
/** Read so far that the connection can be used again; kept are the first 1,024 octets. */
const READ_BYTES = 16_384;
const KEPT_BYTES = 1_024;

export interface AttemptDeps {
  readonly egress: Egress;
  readonly publicId: (id: bigint) => string;
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
  const id = deps.publicId(BigInt(row.id));
  const outcome = await deps.egress.request({
    method: 'POST',
    url: target.url,
    headers: signedHeaders(id, Math.floor(now / 1_000), row.payload, target.keysAt(now)),
    body: row.payload,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: READ_BYTES,
    cutResponse: true,
    signal,
  });
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
