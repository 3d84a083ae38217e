/** `Messages/{Sid}/Media`: the one file that a message may carry, whoever sent it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import { deleteFile, downloadFile, filesErrors, showFile } from '../../files/index.ts';
import { getMessage, type Message, messagesErrors } from '../../messages/index.ts';
import { rfc2822 } from '../dialect/dates.ts';
import type { TwilioDeps } from '../deps.ts';
import { mediaSid, messageIdOf, messageSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from '../rest/caller.ts';

type Resource = Record<string, unknown>;

/** A customer's file is fetched after the program was told of it: whoever asks at once waits this long for it. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 500;
/** Before these it may still leave, with its file. */
const UNDER_WAY: ReadonlySet<Message['status']> = new Set([
  'accepted',
  'held',
  'queued',
  'sending',
  'unknown',
]);

export interface CarriedMedia {
  /** `file_…`; null while it is being fetched, or when that failed. */
  readonly file: string | null;
  readonly mime: string | null;
  readonly pending: boolean;
  readonly caption: string;
}

/** Undefined for a message that carries none. */
export function mediaOf({ content }: Pick<Message, 'content'>): CarriedMedia | undefined {
  if (content?.type !== 'media') return undefined;
  const caption = content.caption ?? '';
  if ('source' in content) return { file: content.source.file ?? null, mime: null, pending: false, caption };
  const { file, mime, problem } = content;
  return { file, mime, pending: file === null && (problem ?? null) === null, caption };
}

async function requireMessage(deps: TwilioDeps, { actor }: Caller, sid: string): Promise<Message> {
  const id = messageIdOf(sid);
  if (id === undefined) throw new Problem(messagesErrors.not_found, { field: 'MessageSid' });
  return getMessage(deps.messages, actor, id);
}

function requireOwn(message: Message, sid: string): CarriedMedia {
  const media = mediaOf(message);
  if (media === undefined || mediaSid(message.id) !== sid)
    throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return media;
}

async function resource(deps: TwilioDeps, caller: Caller, message: Message): Promise<Resource> {
  const media = mediaOf(message);
  const known =
    media === undefined || media.file === null
      ? undefined
      : await showFile(deps.files, caller.actor, media.file);
  if (media === undefined || (known === undefined && !media.pending))
    throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  const [parent, sid] = [messageSid(message.id), mediaSid(message.id)];
  return {
    account_sid: caller.accountSid,
    content_type: known?.mime ?? media.mime ?? 'application/octet-stream',
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.createdAt),
    parent_sid: parent,
    sid,
    uri: `/2010-04-01/Accounts/${caller.accountSid}/Messages/${parent}/Media/${sid}.json`,
  };
}

export async function listMedia(deps: TwilioDeps, caller: Caller, messageSidText: string): Promise<Resource> {
  const message = await requireMessage(deps, caller, messageSidText);
  const uri = `/2010-04-01/Accounts/${caller.accountSid}/Messages/${messageSidText}/Media.json`;
  const media = mediaOf(message) === undefined ? [] : await present(resource(deps, caller, message));
  return {
    media_list: media,
    page: 0,
    page_size: 50,
    start: 0,
    end: 0,
    uri,
    first_page_uri: uri,
    next_page_uri: null,
    previous_page_uri: null,
  };
}

/** A file that was deleted is no reason to refuse the list. */
async function present(work: Promise<Resource>): Promise<Resource[]> {
  try {
    return [await work];
  } catch (error) {
    if (error instanceof Problem && error.code.status === 404) return [];
    throw error;
  }
}

export async function fetchMediaResource(
  deps: TwilioDeps,
  caller: Caller,
  messageSidText: string,
  sid: string,
): Promise<Resource> {
  const message = await requireMessage(deps, caller, messageSidText);
  requireOwn(message, sid);
  return resource(deps, caller, message);
}

/** The bytes, as an attachment. */
export async function downloadMedia(
  deps: TwilioDeps,
  caller: Caller,
  wanted: { readonly message: string; readonly sid: string; readonly range: unknown },
): Promise<Reply> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { file, pending } = requireOwn(await requireMessage(deps, caller, wanted.message), wanted.sid);
    if (file !== null) return downloadFile(deps.files, caller.actor, file, wanted.range);
    if (!pending || performance.now() > until) throw new Problem(filesErrors.not_found);
    await sleep(LOOK_EVERY_MS);
  }
}

export async function deleteMedia(
  deps: TwilioDeps,
  caller: Caller,
  messageSidText: string,
  sid: string,
): Promise<void> {
  const message = await requireMessage(deps, caller, messageSidText);
  const { file } = requireOwn(message, sid);
  if (UNDER_WAY.has(message.status)) throw new Problem(messagesErrors.not_finished, { field: 'Sid' });
  if (file === null) throw new Problem(filesErrors.not_found);
  await deleteFile(deps.files, caller.actor, file);
}
