import type { ErrorCode } from '../../../platform/problem.ts';

/** Why one message cannot be accepted. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly field: string;
  readonly detail?: string;
}
