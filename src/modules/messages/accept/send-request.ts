import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { faultsOf, parseInput, textFaultsOf } from '../../../platform/http-server/parse-input.ts';
import { requestErrors } from '../../../platform/http-server/errors.ts';
import type { Reply, RequestContext } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { Acceptor } from './accept-messages.ts';
import type { AcceptRequest, RequestedMessage } from './entries.ts';
import { MAX_BATCH, SendMessage } from '../contract.ts';
import { readPlain } from './read-plain.ts';
import { messagesErrors } from '../errors.ts';
import { CLASSES, LANE, LAST_LANE } from '../status.ts';

/** Visible ASCII; a quoted structured-field string (draft-ietf-httpapi-idempotency-key-header-07) or bare. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** `POST /v1/messages`: one object, or an array whose elements stand or fall each on its own. Answers 202 after the commit. */
export async function sendMessages(
  acceptor: Acceptor,
  context: RequestContext<Actor>,
  input: { readonly body: unknown; readonly mode: 'each' | 'all' },
): Promise<Reply> {
  const { actor, locale } = context;
  const many = Array.isArray(input.body);
  if (Array.isArray(input.body)) acceptor.requireRoom(input.body.length, laneOfUnread(input.body));
  const request: AcceptRequest = {
    workspaceId: requireWorkspace(actor),
    actor: actorRef(actor).id,
    sandboxOnly: actor.kind === 'key' && actor.mode === 'test',
    locale,
    mode: many ? input.mode : 'one',
    messages: many ? readBatch(input.body) : [{ ok: true, value: readOne(input.body) }],
    idempotency: readIdempotency(context.headers['idempotency-key'], input),
  };
  const answer = await acceptor.accept(request);
  // The line that writes the 202: the transaction that holds the messages is on disk.
  return {
    status: answer.status,
    json: answer.body,
    ...(answer.replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}),
  };
}

/** The most urgent class that any of the elements claims to have; the usual one where it says nothing. */
function laneOfUnread(items: readonly unknown[]): number {
  let lane = LAST_LANE;
  for (const item of items) {
    const wished = typeof item === 'object' && item !== null && 'class' in item ? item.class : undefined;
    const known = CLASSES.find((name) => name === wished) ?? 'transactional';
    lane = Math.min(lane, LANE[known]);
  }
  return lane;
}

function readOne(body: unknown): z.output<typeof SendMessage> {
  return parseInput(SendMessage, body);
}

function readBatch(body: unknown): RequestedMessage[] {
  const items: unknown[] = Array.isArray(body) ? body : [];
  if (items.length === 0) throw new Problem(messagesErrors.batch_empty, { field: 'body' });
  if (items.length > MAX_BATCH)
    throw new Problem(messagesErrors.batch_too_large, {
      field: 'body',
      detail: `The batch holds ${items.length} messages.`,
    });
  return items.map((item): RequestedMessage => {
    const plain = readPlain(item);
    if (plain !== undefined) return { ok: true, value: plain };
    const parsed = SendMessage.safeParse(item);
    const [fault] = parsed.success ? textFaultsOf(parsed.data) : faultsOf(parsed.error);
    if (parsed.success && fault === undefined) return { ok: true, value: parsed.data };
    return {
      ok: false,
      error: { code: requestErrors.invalid, field: fault?.field ?? 'body', detail: fault?.detail ?? '' },
    };
  });
}

function readIdempotency(
  header: string | string[] | undefined,
  input: unknown,
): AcceptRequest['idempotency'] {
  if (header === undefined) return undefined;
  const bare = typeof header === 'string' ? header.trim().replace(/^"(.*)"$/, '$1') : '';
  if (!KEY.test(bare))
    throw new Problem(messagesErrors.idempotency_key_invalid, { field: 'Idempotency-Key' });
  return { key: bare, fingerprint: createHash('sha256').update(JSON.stringify(input)).digest() };
}
