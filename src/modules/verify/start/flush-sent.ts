/** What the gate made of codes: the message that carries each, or that there is none. */
import { bigintArray, textArray } from '../../../platform/pg-arrays.ts';
import type { FlushContext } from '../flush-deps.ts';
import { type HourlyPlace, writeHourly } from '../hourly.ts';
import { recordMessages } from '../queries/verifications.ts';

export interface Sent extends HourlyPlace {
  readonly verificationId: bigint;
  /** Public id; null where the gate refused it. */
  readonly message: string | null;
  readonly cost: number;
}

export function flushSent(context: FlushContext, sent: readonly Sent[]): void {
  if (sent.length === 0) return;
  context.tx.send(recordMessages, [
    context.workspaceId,
    bigintArray(sent, ({ verificationId }) => verificationId),
    textArray(sent, ({ message }) => message),
    textArray(sent, ({ sender }) => sender),
    new Date(context.now),
  ]);
  writeHourly(
    context,
    sent.flatMap((one) => (one.message === null ? [] : [{ ...one, what: 'sent' as const }])),
  );
}
