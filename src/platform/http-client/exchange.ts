/** One request on an undici dispatcher, from the hand-over to exactly one outcome. */
import type { Dispatcher } from 'undici';
import { EgressRefused } from './address-guard.ts';
import type { EgressOutcome } from './contract.ts';

export interface ExchangeOptions {
  /** Hands the request over; everything about it arrives at the handler. */
  readonly dispatch: (handler: Dispatcher.DispatchHandler) => unknown;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly cutResponse: boolean;
  readonly signal: AbortSignal | undefined;
}

type Failure = Extract<EgressOutcome, { kind: 'failed' }>;

export function startExchange(options: ExchangeOptions): Promise<EgressOutcome> {
  const { dispatch, timeoutMs, maxResponseBytes, cutResponse, signal } = options;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status = 0;
    let headers: Record<string, string> = {};
    const chunks: Buffer[] = [];
    let size = 0;

    const settle = (outcome: EgressOutcome): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    /** Settles first: what undici reports about the abort comes too late to matter. */
    const giveUp = (reason: Failure['reason'], detail: string): void => {
      settle({ kind: 'failed', phase: controller === undefined ? 'connect' : 'exchange', reason, detail });
      controller?.abort(new Error(detail));
    };
    const onAbort = (): void => giveUp('aborted', 'given up by the caller');
    const timer = setTimeout(() => giveUp('timeout', `no answer within ${timeoutMs} ms`), timeoutMs);
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });

    dispatch({
      // Called when a connection is there and before the first octet is written: what ends earlier was never sent.
      onRequestStart(started) {
        if (settled) started.abort(new Error('given up while it waited for a connection'));
        else controller = started;
      },
      onResponseStart(_, statusCode, received) {
        status = statusCode;
        headers = flatten(received);
        if (!cutResponse && Number(received['content-length'] ?? 0) > maxResponseBytes) tooLarge();
      },
      onResponseData(_, chunk) {
        size += chunk.length;
        chunks.push(chunk);
        if (size > maxResponseBytes) tooLarge();
      },
      onResponseEnd: () => settle({ kind: 'response', status, headers, body: Buffer.concat(chunks, size) }),
      onResponseError: (_, error) => settle(judgeError(error, controller !== undefined)),
    });

    function tooLarge(): void {
      if (cutResponse)
        settle({ kind: 'response', status, headers, body: Buffer.concat(chunks, maxResponseBytes) });
      giveUp('too_large', `the answer (status ${status}) is longer than ${maxResponseBytes} octets`);
    }
  });
}

export const refusedBy = (error: EgressRefused): Extract<EgressOutcome, { kind: 'refused' }> => ({
  kind: 'refused',
  reason: 'private_address',
  detail: error.message,
});

export function judgeError(
  error: Error,
  sent: boolean,
): Exclude<EgressOutcome, { readonly kind: 'response' }> {
  if (error instanceof EgressRefused) return refusedBy(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'UND_ERR_INVALID_ARG') {
    return { kind: 'refused', reason: 'bad_request', detail: error.message };
  }
  return {
    kind: 'failed',
    phase: sent ? 'exchange' : 'connect',
    reason: code === 'UND_ERR_CONNECT_TIMEOUT' ? 'timeout' : 'connection',
    detail: error.message === '' ? code : error.message,
  };
}

export function flatten(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
