/** What becomes of a message, as `statuses[]` of webhooks. */
import type { Fault } from './fault.ts';
import { titleOf } from './graph-error.ts';
import { isInWindow } from './limits.ts';
import type { BusinessNumber, GraphState, Person, Taken } from './state.ts';
import type { Webhooks } from './webhooks.ts';

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface Told {
  readonly message: Taken;
  readonly person: Person;
  readonly number: BusinessNumber;
}

/** v23 tells the conversation, v24 and later do not. */
export function statusOf(
  state: GraphState,
  { message, person }: Told,
  status: StatusName,
  code?: number,
): unknown {
  const { settings } = state;
  const now = Math.floor(settings.now() / 1000);
  const reference = message.body['biz_opaque_callback_data'];
  const old = Number(settings.webhookVersion.slice(1)) < 24;
  const category = categoryOf(state, message);
  const priced = status === 'sent' || status === 'delivered';
  return {
    id: message.id,
    status,
    timestamp: String(now),
    ...(person.hidesNumber ? {} : { recipient_id: person.waId }),
    recipient_user_id: person.userId,
    ...(reference === undefined ? {} : { biz_opaque_callback_data: reference }),
    ...(priced && old
      ? {
          conversation: {
            id: `conv-${person.userId}`,
            ...(status === 'sent' ? { expiration_timestamp: String(now + 86_400) } : {}),
            origin: { type: category },
          },
        }
      : {}),
    ...(priced ? { pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category } } : {}),
    ...(code === undefined ? {} : { errors: [failureOf(code)] }),
  };
}

const failureOf = (code: number): unknown => ({
  code,
  title: titleOf(code),
  message: titleOf(code),
  error_data: { details: `${titleOf(code)}.` },
  href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
});

function categoryOf(state: GraphState, { body }: Taken): string {
  if (body['type'] !== 'template') return 'service';
  const { name } = body['template'] as { name: string };
  const found = [...state.templates.values()].find((one) => one.name === name);
  return (found?.category ?? 'UTILITY').toLowerCase();
}

/** A failure that only shows after the message was taken; undefined when it arrives. */
export function lateFailure(state: GraphState, { message, person }: Told, fault: Fault): number | undefined {
  if (fault.kind === 'failed_later') return fault.code;
  if (!person.onWhatsApp) return 131026;
  const isTemplate = message.body['type'] === 'template';
  const inWindow = isInWindow(person.lastWroteAt, state.settings.now());
  if (state.settings.window && !isTemplate && !inWindow) return 131047;
  return isTemplate && !person.wantsMarketing && categoryOf(state, message) === 'marketing'
    ? 131050
    : undefined;
}

/** One after the other, as long as disorder was not asked for. */
export function tellStatuses(state: GraphState, webhooks: Webhooks, told: Told, fault: Fault): void {
  const { statuses } = state.settings;
  if (statuses === 'none') return;
  let before: Promise<unknown> = Promise.resolve();
  for (const { name, ms, code } of statusesToCome(state, statuses, told, fault)) {
    const value = { statuses: [statusOf(state, told, name, code)] };
    webhooks.later(ms, () => {
      for (let n = fault.kind === 'duplicate' ? 2 : 1; n > 0; n--)
        before = before.then(() => webhooks.number(told.number, value));
    });
  }
}

interface Coming {
  readonly name: StatusName;
  readonly ms: number;
  readonly code?: number;
}

function statusesToCome(
  state: GraphState,
  { sent, delivered, read }: Exclude<GraphState['settings']['statuses'], 'none'>,
  told: Told,
  fault: Fault,
): readonly Coming[] {
  const failure = lateFailure(state, told, fault);
  if (failure !== undefined) return [{ name: 'failed', ms: sent, code: failure }];
  if (fault.kind === 'read_only') return [{ name: 'read', ms: delivered }];
  const all: Coming[] = [
    ...(fault.kind === 'status_first' ? [] : [{ name: 'sent', ms: sent } as const]),
    { name: 'delivered', ms: delivered },
    ...(read === undefined ? [] : [{ name: 'read', ms: read } as const]),
  ];
  return fault.kind === 'reorder' ? all.reverse().map((one) => ({ ...one, ms: delivered })) : all;
}
