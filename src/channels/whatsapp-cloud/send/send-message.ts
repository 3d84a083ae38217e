/** Sends one message with one call, and says what became of it. */
import { z } from 'zod';
import type { OutgoingMessage, SendError, SendOutcome } from '../../channel.ts';
import type { Graph } from '../graph/graph.ts';
import type { MediaDesk } from '../media/media-desk.ts';
import { addressing, isUserId } from './address.ts';
import { buildBody } from './build-body.ts';
import { isUnfit } from './limits.ts';
import type { PairPace } from './pair-pace.ts';
import type { PortfolioPace } from './portfolio-pace.ts';

const Taken = z.looseObject({
  messages: z
    .array(z.looseObject({ id: z.string().min(1), message_status: z.string().optional().catch(undefined) }))
    .min(1),
});

const PAIR_RATE = 131056;
const TOO_MANY_PEOPLE = 131048;

export interface SendDeps {
  readonly graph: Graph;
  readonly media: MediaDesk;
  readonly pace: PairPace;
  readonly portfolio: PortfolioPace;
  readonly phoneNumberId: string;
  readonly timeoutMs: number;
  readonly now: () => number;
}

export async function sendMessage(
  deps: SendDeps,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { expiresAt, to, content } = message;
  if (expiresAt !== undefined && expiresAt.getTime() <= deps.now())
    return { kind: 'permanent', code: 'expired', detail: 'The message was too late to leave.' };
  const whom = addressing(to);
  if (whom === undefined)
    return refuse('recipient_invalid', 'This is neither a phone number nor a WhatsApp user id.');
  if (content?.type === 'template' && content.category === 'authentication' && isUserId(to))
    return refuse('recipient_unreachable', 'Codes need a phone number, which this person does not show.');
  const media = await deps.media.resolve(content, signal);
  if (media?.kind === 'error') return media.error;
  const body = buildBody(message, media?.wire);
  if (isUnfit(body)) return refuse('message_invalid', body.unfit);
  const tooMany = content?.type === 'template' ? deps.portfolio.take(message.id) : undefined;
  const outcome =
    tooMany ?? deps.pace.take(to) ?? (await submit(deps, message, { ...whom, ...body }, signal));
  if (outcome.kind !== 'accepted' && outcome.code === 'media_refused') media?.forget();
  return content?.type === 'template' ? heedPeopleLimit(deps.portfolio, message.id, outcome) : outcome;
}

/** Those who wrote are answered meanwhile: neither the pace of the line nor its breaker is touched. */
function heedPeopleLimit(portfolio: PortfolioPace, id: string, outcome: SendOutcome): SendOutcome {
  if (outcome.kind === 'accepted') {
    portfolio.answered(id, 'taken');
    return outcome;
  }
  const tooMany = outcome.trace?.['whatsapp_code'] === TOO_MANY_PEOPLE;
  portfolio.answered(id, tooMany ? 'too_many_people' : 'otherwise');
  return tooMany ? { ...outcome, scope: 'recipient' } : outcome;
}

async function submit(
  deps: SendDeps,
  message: OutgoingMessage,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { replyTo, to, text, id } = message;
  const answer = await deps.graph.call({
    method: 'POST',
    path: `${deps.phoneNumberId}/messages`,
    json: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...body,
      ...(replyTo === undefined ? {} : { context: { message_id: replyTo } }),
      // Comes back in every status: finds the message although no answer ever came.
      biz_opaque_callback_data: id,
    },
    timeoutMs: deps.timeoutMs,
    signal,
    text,
    addresses: [to, to.replace(/^\+/, '')],
  });
  if (answer.kind === 'error') return refusedOutcome(deps.pace, to, answer.error, answer.refusal?.code);
  const taken = Taken.safeParse(answer.body);
  const [first] = taken.success ? taken.data.messages : [];
  if (first === undefined)
    return {
      kind: 'unknown',
      code: 'provider_error',
      detail: 'Meta answered without a message id.',
      trace: { http_status: answer.status },
    };
  deps.pace.went(to);
  const { message_status: held } = first;
  const trace = { http_status: answer.status, ...(held === undefined ? {} : { message_status: held }) };
  return { kind: 'accepted', externalIds: [first.id], trace };
}

function refusedOutcome(pace: PairPace, to: string, error: SendError, code: number | undefined): SendOutcome {
  const told = code === undefined ? error : { ...error, trace: { whatsapp_code: code } };
  return code === PAIR_RATE ? { ...told, retryAfterMs: pace.refused(to) } : told;
}

const refuse = (code: SendError['code'], detail: string): SendError => ({ kind: 'permanent', code, detail });
