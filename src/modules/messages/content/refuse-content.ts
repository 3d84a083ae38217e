import type { ChannelCapabilities } from '../../../channels/channel.ts';
import type { MediaKind, OutgoingContent, TemplateContent } from '../../../lib/message-content.ts';
import type { Refusal } from '../accept/refusal.ts';
import { messagesErrors } from '../errors.ts';
import { CONTENT_WORDS, mediaIn, type NamedSource } from './rich.ts';

/** A file of the workspace, as far as a channel's limits ask. */
export interface FileFacts {
  readonly mime: string;
  /** Bytes */
  readonly size: number;
}

/** Why a channel would not take a content; undefined when it does, as far as can be told before sending. Pure. */
export function refuseContent(
  content: OutgoingContent | TemplateContent,
  capabilities: ChannelCapabilities,
  files: ReadonlyMap<string, FileFacts>,
): Refusal | undefined {
  if (capabilities.content?.includes(content.type) !== true)
    return {
      code: messagesErrors.content_not_carried,
      field: 'content.type',
      detail: `This channel takes no ${CONTENT_WORDS[content.type]}.`,
    };
  for (const one of mediaIn(content)) {
    const refusal = refuseMedia(one, capabilities.media?.[one.kind], files);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const WORDS: Readonly<Record<MediaKind, string>> = {
  image: 'pictures',
  video: 'videos',
  audio: 'audio',
  document: 'documents',
  sticker: 'stickers',
};

function refuseMedia(
  { kind, source, field }: NamedSource,
  limit: { readonly maxBytes: number; readonly mimes: readonly string[] } | undefined,
  files: ReadonlyMap<string, FileFacts>,
): Refusal | undefined {
  const refused = (detail: string): Refusal => ({ code: messagesErrors.media_refused, field, detail });
  if (limit === undefined) return refused(`This channel takes no ${WORDS[kind]}.`);
  if (source.file === undefined) return undefined;
  const file = files.get(source.file);
  if (file === undefined)
    return {
      code: messagesErrors.file_unknown,
      field,
      detail: `${source.file} is not a file of this workspace.`,
    };
  if (!limit.mimes.includes(file.mime))
    return refused(`The file is ${file.mime}; as ${kind} this channel takes ${limit.mimes.join(', ')}.`);
  if (file.size > limit.maxBytes)
    return refused(`The file has ${file.size} bytes; this channel takes ${limit.maxBytes}.`);
  return undefined;
}
