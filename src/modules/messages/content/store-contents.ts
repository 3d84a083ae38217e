import { z } from 'zod';
import { type MessageContent, OutgoingContent, TemplateContent } from '../../../lib/message-content.ts';
import type { Executor, Transaction } from '../../../platform/db.ts';
import type { MessageClass } from '../contract.ts';
import { type ContentRow, findContents, insertContents } from '../queries/content.ts';
import type { TextSeal } from '../text-seal.ts';
import type { Rich } from './rich.ts';

export interface StoredContent {
  readonly id: bigint;
  readonly class: MessageClass;
  readonly content: MessageContent | null;
  readonly reply: Rich['reply'];
}

/** Keeps what messages hold besides their texts, in the caller's transaction; a code's content is sealed like its text. */
export function storeContents(
  tx: Transaction,
  workspaceId: string,
  rows: readonly StoredContent[],
  texts: TextSeal,
): void {
  if (rows.length === 0) return;
  const columns = rows.map(({ id, class: messageClass, content }) => {
    const json = content === null ? null : JSON.stringify(content);
    return json !== null && messageClass === 'otp'
      ? { open: null, sealed: texts.seal(json, { workspaceId, id }) }
      : { open: json, sealed: null };
  });
  tx.send(insertContents, [
    workspaceId,
    rows.map(({ id }) => id.toString()),
    columns.map(({ open }) => open),
    columns.map(({ sealed }) => sealed),
    rows.map(({ reply }) => reply?.id.toString() ?? null),
    rows.map(({ reply }) => reply?.externalId ?? null),
    rows.map(({ reply }) => reply?.channelId ?? null),
  ]);
}

const Sendable = z.union([TemplateContent, OutgoingContent]);

/** What waiting messages hold besides their texts, by id. A content that cannot be read any more is missing. */
export async function loadRich(
  db: Executor,
  workspaceId: string,
  ids: readonly string[],
  texts: TextSeal,
): Promise<ReadonlyMap<string, Rich>> {
  const rows = await db.query(findContents, [workspaceId, ids]);
  return new Map(
    rows.flatMap((row) => {
      const rich = richOfRow(row, workspaceId, texts);
      return rich === undefined ? [] : [[row.message_id, rich] as const];
    }),
  );
}

function richOfRow(row: ContentRow, workspaceId: string, texts: TextSeal): Rich | undefined {
  const reply =
    row.reply_to === null || row.reply_channel === null
      ? null
      : { id: BigInt(row.reply_to), externalId: row.reply_external, channelId: row.reply_channel };
  const stored = contentOfRow(row, workspaceId, texts);
  if (stored === null) return { content: null, reply };
  const content = Sendable.safeParse(stored);
  return content.success ? { content: content.data, reply } : undefined;
}

/** What stands in a row, unsealed but not read yet; undefined when it was sealed with another key. */
export function contentOfRow(
  { content, sealed, message_id: id }: Pick<ContentRow, 'content' | 'sealed' | 'message_id'>,
  workspaceId: string,
  texts: TextSeal,
): unknown {
  if (sealed === null) return content;
  const json = texts.open(sealed, { workspaceId, id });
  return json === undefined ? undefined : JSON.parse(json);
}
