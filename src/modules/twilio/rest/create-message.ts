import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import { type AcceptedMessage, type MessageClass, messagesErrors, sendOne } from '../../messages/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { checkParameters, type Fields } from '../dialect/parameters.ts';
import { sidOfUuid, uuidOfSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import { findService, listServiceSenders, type ServiceRow } from '../queries.ts';
import type { Caller } from './caller.ts';
import { META, messageResource } from './message-resource.ts';
import { checkUrl } from './url.ts';

const Text = z.string().max(4_096);
const Input = z.object({
  To: Text.optional(),
  From: Text.optional(),
  MessagingServiceSid: Text.optional(),
  Body: z.string().optional(),
  StatusCallback: Text.optional(),
  ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
  ScheduleType: z.enum(['fixed']).optional(),
  SendAt: z.iso.datetime({ offset: true }).optional(),
});
type Input = z.output<typeof Input>;

const LONGEST_BODY = 1_600;
/** Messages live for at least a minute here. */
const SHORTEST_SECONDS = 60;

/** What a pool is for decides the lane of its messages; everything else is transactional. */
const CLASS_OF_USECASE: Readonly<Record<string, MessageClass>> = {
  marketing: 'marketing',
  verification: 'otp',
  discussion: 'conversation',
  poll: 'conversation',
};

/** `POST Messages.json`: accepted and on disk when it answers. */
export async function createMessage(
  deps: TwilioDeps,
  caller: Caller,
  locale: 'id' | 'en',
  fields: Fields,
): Promise<Record<string, unknown>> {
  checkParameters(fields);
  const input = readInput(fields);
  const { To: to, Body: text } = input;
  if (to === undefined || to === '') throw new Problem(twilioErrors.to_missing, { field: 'To' });
  if (text === undefined || text === '') throw new Problem(twilioErrors.body_missing, { field: 'Body' });
  if (text.length > LONGEST_BODY) throw new Problem(messagesErrors.text_too_long, { field: 'Body' });
  const service = await serviceOf(deps, caller, input.MessagingServiceSid);
  const from = input.From ?? (service === undefined ? undefined : await pick(deps, caller, service, to));
  if (from === undefined || from === '') throw new Problem(twilioErrors.from_missing, { field: 'From' });
  const callback = input.StatusCallback ?? service?.status_callback ?? undefined;
  if (callback !== undefined) checkUrl(deps, 'StatusCallback', callback);
  const validity = input.ValidityPeriod ?? (service === undefined ? undefined : service.validity_period);
  const metadata = {
    [META.account]: caller.accountSid,
    ...(service === undefined ? {} : { [META.service]: sidOfUuid('MG', service.id) }),
    ...(callback === undefined ? {} : { [META.callback]: callback }),
  };
  const accepted = await sendOne(
    deps.acceptor,
    {
      to,
      from,
      text,
      class: CLASS_OF_USECASE[service?.usecase ?? ''] ?? 'transactional',
      ...(validity === undefined ? {} : { validitySeconds: Math.max(SHORTEST_SECONDS, validity) }),
      ...(input.SendAt === undefined ? {} : { sendAt: input.SendAt }),
    },
    { actor: caller.actor, locale, metadata },
  );
  return messageResource(shown(accepted, text, metadata), caller.accountSid);
}

function readInput(fields: Fields): Input {
  const parsed = Input.safeParse(fields);
  if (!parsed.success) {
    throw new Problem(twilioErrors.parameter_invalid, {
      field: String(parsed.error.issues[0]?.path[0] ?? ''),
    });
  }
  const input = parsed.data;
  if ((input.ScheduleType === undefined) !== (input.SendAt === undefined))
    throw new Problem(twilioErrors.schedule_incomplete, { field: 'SendAt' });
  if (input.SendAt !== undefined && input.MessagingServiceSid === undefined)
    throw new Problem(twilioErrors.schedule_needs_service, { field: 'MessagingServiceSid' });
  return input;
}

async function serviceOf(
  deps: TwilioDeps,
  { workspaceId }: Caller,
  sid: string | undefined,
): Promise<ServiceRow | undefined> {
  if (sid === undefined) return undefined;
  const id = uuidOfSid('MG', sid);
  const [row] =
    id === undefined ? [] : await deps.db.queryInWorkspace(workspaceId, findService, [workspaceId, id]);
  if (row === undefined) throw new Problem(twilioErrors.service_unknown, { field: 'MessagingServiceSid' });
  return row;
}

/** The same recipient hears from the same sender for as long as the pool stays as it is. */
async function pick(deps: TwilioDeps, { workspaceId }: Caller, { id }: ServiceRow, to: string) {
  const pool = await deps.db.queryInWorkspace(workspaceId, listServiceSenders, [workspaceId, id]);
  const { senders } = await deps.messages.tables.of(workspaceId);
  const present = pool.flatMap(({ sender_id }) => senders.find((sender) => sender.id === sender_id) ?? []);
  if (present.length === 0) throw new Problem(twilioErrors.service_empty, { field: 'MessagingServiceSid' });
  const number = createHash('sha256').update(to).digest().readUInt32BE(0);
  return present[number % present.length]?.address;
}

const shown = (accepted: AcceptedMessage, text: string, metadata: Readonly<Record<string, string>>) => ({
  ...accepted,
  direction: 'out' as const,
  reason: null,
  text,
  metadata: { ...metadata },
  updatedAt: accepted.createdAt,
});
