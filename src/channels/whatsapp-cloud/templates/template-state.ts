/**
 * Meta's words about templates as our states: `status` where templates are listed, `event` in webhooks.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
import type { TemplateState } from '../../channel.ts';

const STATES: ReadonlyMap<string, TemplateState> = new Map([
  ['PENDING', 'pending'],
  ['IN_REVIEW', 'pending'],
  ['APPROVED', 'approved'],
  ['REINSTATED', 'approved'],
  ['UNARCHIVED', 'approved'],
  ['UNPAUSED', 'approved'],
  ['REJECTED', 'rejected'],
  ['PAUSED', 'paused'],
  ['DISABLED', 'disabled'],
  ['LOCKED', 'disabled'],
  ['IN_APPEAL', 'in_appeal'],
  ['PENDING_DELETION', 'deleted'],
  ['DELETED', 'deleted'],
  ['LIMIT_EXCEEDED', 'limit_exceeded'],
  ['ARCHIVED', 'archived'],
]);

/** As it is listed. Listed as flagged, it may still be sent; what is not known may not, until Meta names another state. */
export const stateOf = (status: string): TemplateState =>
  status.toUpperCase() === 'FLAGGED' ? 'approved' : (STATES.get(status.toUpperCase()) ?? 'pending');

/**
 * As a webhook tells it; undefined where that changes nothing about whether it may be sent: being flagged is a warning.
 * The end of a pause is told under the event of its beginning, with a title of its own.
 */
export const stateOfEvent = (event: string, title: string | undefined): TemplateState | undefined =>
  event === 'PAUSED' && title === 'UNPAUSE' ? 'approved' : STATES.get(event.toUpperCase());
