import type { TemplateOutcome } from '../../../channels/channel.ts';
import type { Database } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';

export interface TaskDeps {
  /** Worker role. */
  readonly db: Database;
  readonly bus: EventBus;
  readonly now: () => number;
}

export type TaskOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** `unknown` is asked again too: submitting twice finds the first. */
export const refused = (outcome: Extract<TemplateOutcome<unknown>, { readonly ok: false }>): TaskOutcome => ({
  kind: outcome.kind === 'permanent' ? 'failed' : 'again',
  detail: outcome.detail,
});
