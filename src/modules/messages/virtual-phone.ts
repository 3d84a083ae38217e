/** The phone in the console: what sandbox channels sent, and what its owner answers. */
import type { z } from 'zod';
import type { ChannelEvent } from '../../channels/channel.ts';
import { firstIdAt } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import { type Actor, requireWorkspace } from '../accounts/index.ts';
import type { OpenChannel } from '../routing/index.ts';
import type { PhoneMessage, PhoneReceipt, PhoneReply, PhoneThread } from './contract.ts';
import type { MessagesDeps } from './deps.ts';
import { readRecipient } from './accept/read-recipient.ts';
import { messagesErrors } from './errors.ts';
import { requireMessageId, requireMessageRow } from './read/get-message.ts';
import { readContent, statusOfRow } from './read/message-view.ts';
import { contentOfRow } from './content/store-contents.ts';
import { findReplyTargets } from './queries/content.ts';
import { findExternalIds, listPhoneMessages, listPhoneThreads, type MessageRow } from './queries/read.ts';

const SANDBOX = 'sandbox';
const THREAD_WINDOW = 500;
const MESSAGES = 100;
const OLDEST_MS = 30 * 24 * 3600 * 1000;

export interface PhoneDeps extends MessagesDeps {
  /** An open connection of this process. */
  readonly findOpen: (channelId: string) => OpenChannel | undefined;
  readonly emit: (channel: OpenChannel, event: ChannelEvent) => Promise<void>;
}

async function sandboxIds(deps: MessagesDeps, workspaceId: string): Promise<string[]> {
  const { channels } = await deps.tables.of(workspaceId);
  return channels.filter((channel) => channel.type.type === SANDBOX).map((channel) => channel.id);
}

function requirePhone(phone: string): string {
  const parsed = readRecipient(phone);
  if (!parsed.ok) throw new Problem(parsed.error.code, { field: 'phone' });
  return parsed.value.e164;
}

/** Newest conversation first. */
export async function listThreads(deps: MessagesDeps, actor: Actor): Promise<z.infer<typeof PhoneThread>[]> {
  const workspaceId = requireWorkspace(actor);
  const channelIds = await sandboxIds(deps, workspaceId);
  const since = firstIdAt(deps.clock.now() - OLDEST_MS).toString();
  const rows = await deps.db.queryInWorkspace(workspaceId, listPhoneThreads, [
    workspaceId,
    channelIds,
    since,
    THREAD_WINDOW,
  ]);
  return rows
    .sort((a, b) => b.last_at.getTime() - a.last_at.getTime())
    .map((row) => ({
      phone: row.party,
      lastAt: row.last_at.toISOString(),
      lastText: deps.texts.open(row.last_text, { workspaceId, id: row.last_id }) ?? '',
    }));
}

/** Oldest first, as a phone shows them. */
export async function listThreadMessages(
  deps: MessagesDeps,
  actor: Actor,
  phone: string,
): Promise<PhoneMessage[]> {
  const workspaceId = requireWorkspace(actor);
  const party = requirePhone(phone);
  const channelIds = await sandboxIds(deps, workspaceId);
  const rows = await deps.db.queryInWorkspace(workspaceId, listPhoneMessages, [
    workspaceId,
    channelIds,
    party,
    MESSAGES,
  ]);
  return rows.map((row) => ({
    id: deps.publicIds.encode('msg', BigInt(row.id)),
    direction: row.direction === 0 ? 'out' : 'in',
    text: deps.texts.open(row.body, { workspaceId, id: row.id }) ?? '',
    content: contentOnPhone(deps, workspaceId, row),
    replyTo: row.reply_to === null ? null : deps.publicIds.encode('msg', BigInt(row.reply_to)),
    sender: row.sender,
    at: row.created_at.toISOString(),
    status: statusOfRow(row, deps.clock.now()),
  }));
}

async function requireOpenSandbox(
  deps: PhoneDeps,
  workspaceId: string,
  wanted?: string,
): Promise<OpenChannel> {
  const ids = await sandboxIds(deps, workspaceId);
  const open = ids
    .filter((id) => wanted === undefined || id === wanted)
    .flatMap((id) => deps.findOpen(id) ?? []);
  const [channel] = open;
  if (channel === undefined)
    throw new Problem(messagesErrors.channel_not_connected, { retryAfterSeconds: 2 });
  return channel;
}

/** Speaks to the sandbox connection as its provider would: through `receive`. Resolves after the commit. */
async function say(deps: PhoneDeps, channel: OpenChannel, body: unknown): Promise<void> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: {},
    body: Buffer.from(JSON.stringify(body)),
    // Whoever holds the phone has shown more than an address.
    secretPath: true,
  };
  const answer = await channel.connection.receive?.(request, (event) => deps.emit(channel, event));
  if (answer === undefined || answer.status >= 400)
    throw new Problem(messagesErrors.receipt_not_possible, { detail: answer?.body ?? '' });
}

export async function replyFromPhone(
  deps: PhoneDeps,
  actor: Actor,
  input: z.output<typeof PhoneReply>,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const phone = requirePhone(input.phone);
  const { content } = input;
  const spokenOf = input.replyTo ?? (content?.type === 'reaction' ? content.message : undefined);
  const external = spokenOf === undefined ? undefined : await externalIdOf(deps, workspaceId, spokenOf);
  const channel = await requireOpenSandbox(deps, workspaceId, external?.channelId);
  await say(deps, channel, {
    kind: 'reply',
    from: phone,
    to: input.to,
    text: input.text ?? '',
    ...(content === undefined
      ? {}
      : { content: content.type === 'reaction' ? { ...content, message: external?.id ?? '' } : content }),
    ...(external === undefined || content?.type === 'reaction' ? {} : { replyTo: external.id }),
  });
}

/** The provider's id of a message on the phone, as its owner would name it. */
async function externalIdOf(
  deps: PhoneDeps,
  workspaceId: string,
  publicId: string,
): Promise<{ readonly id: string; readonly channelId: string }> {
  const id = requireMessageId(deps, publicId);
  const [target] = await deps.db.queryInWorkspace(workspaceId, findReplyTargets, [
    workspaceId,
    [id.toString()],
  ]);
  if (target?.external_id === undefined || target.external_id === null)
    throw new Problem(messagesErrors.reply_unknown, { field: 'replyTo' });
  return { id: target.external_id, channelId: target.channel_id };
}

/** In clear, codes included: it is the recipient's own phone. */
function contentOnPhone(deps: MessagesDeps, workspaceId: string, row: MessageRow): PhoneMessage['content'] {
  const stored = contentOfRow(
    { content: row.content, sealed: row.sealed_content, message_id: row.id },
    workspaceId,
    deps.texts,
  );
  return stored === null || stored === undefined ? null : readContent(stored);
}

/** A receipt for every part of the message. */
export async function giveReceipt(
  deps: PhoneDeps,
  actor: Actor,
  input: z.output<typeof PhoneReceipt>,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = requireMessageId(deps, input.messageId);
  const rows = await deps.db.inWorkspace(workspaceId, async (tx) => {
    await requireMessageRow(tx, workspaceId, id);
    return tx.query(findExternalIds, [workspaceId, id.toString()]);
  });
  const [first] = rows;
  const ids = await sandboxIds(deps, workspaceId);
  if (first === undefined || !ids.includes(first.channel_id))
    throw new Problem(messagesErrors.receipt_not_possible, { field: 'messageId' });
  const channel = await requireOpenSandbox(deps, workspaceId, first.channel_id);
  for (const row of rows)
    await say(deps, channel, { kind: 'receipt', externalId: row.external_id, status: input.status });
}
