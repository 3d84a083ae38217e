/** Turns the file of a message into what Meta can send: a link, or the id of an upload. */
import { z } from 'zod';
import type {
  MediaKind,
  MediaSource,
  OutgoingContent,
  TemplateContent,
} from '../../../lib/message-content.ts';
import type { ChannelDeps, OpenFile, SendError } from '../../channel.ts';
import type { Graph } from '../graph/graph.ts';
import type { WireMedia } from '../send/payload.ts';
import { bareMime, MEDIA_LIMITS } from './limits.ts';
import { multipartOf } from './multipart.ts';
import { Uploads } from './uploads.ts';

const Uploaded = z.looseObject({ id: z.union([z.string().min(1), z.number()]).transform(String) });

/** 100 MiB at 1 MiB per second. */
const UPLOAD_TIMEOUT_MS = 100_000;

export type ResolvedMedia =
  | { readonly kind: 'ok'; readonly wire: WireMedia; forget(): void }
  | { readonly kind: 'error'; readonly error: SendError };

export class MediaDesk {
  readonly #graph: Graph;
  readonly #deps: ChannelDeps;
  readonly #phoneNumberId: string;
  readonly #uploads: Uploads;
  /** Messages with the same file wait for one upload. */
  readonly #underWay = new Map<string, Promise<ResolvedMedia>>();

  constructor(graph: Graph, deps: ChannelDeps, phoneNumberId: string) {
    this.#graph = graph;
    this.#deps = deps;
    this.#phoneNumberId = phoneNumberId;
    this.#uploads = new Uploads(deps.clock);
  }

  /** undefined for a message without a file. */
  async resolve(
    content: OutgoingContent | TemplateContent | undefined,
    signal: AbortSignal,
  ): Promise<ResolvedMedia | undefined> {
    const wanted = fileOf(content);
    if (wanted === undefined) return undefined;
    const { source, kind } = wanted;
    if (source.url !== undefined) return { kind: 'ok', wire: { link: source.url }, forget: () => undefined };
    const file = source.file === undefined ? undefined : await this.#deps.openFile(source.file);
    if (file === undefined) return refuse('The file does not exist any more.');
    const fault = faultOf(kind, file);
    if (fault !== undefined) return refuse(fault);
    return this.#uploaded(kind, file, signal);
  }

  async #uploaded(kind: MediaKind, file: OpenFile, signal: AbortSignal): Promise<ResolvedMedia> {
    const key = `${file.sha256} ${bareMime(file.mime)}`;
    const id = this.#uploads.find(key);
    if (id !== undefined) return this.#known(key, id);
    const already = this.#underWay.get(key);
    if (already !== undefined) return already;
    const upload = this.#upload(key, kind, file, signal);
    this.#underWay.set(key, upload);
    try {
      return await upload;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #known(key: string, id: string): ResolvedMedia {
    return { kind: 'ok', wire: { id }, forget: () => this.#uploads.forget(key) };
  }

  async #upload(key: string, kind: MediaKind, file: OpenFile, signal: AbortSignal): Promise<ResolvedMedia> {
    const boundary = `titian-${this.#deps.randomInt(2 ** 31)}-${this.#deps.randomInt(2 ** 31)}`;
    const fields = { messaging_product: 'whatsapp', type: bareMime(file.mime) };
    const answer = await this.#graph.call({
      method: 'POST',
      path: `${this.#phoneNumberId}/media`,
      upload: multipartOf(fields, file, boundary),
      timeoutMs: UPLOAD_TIMEOUT_MS,
      signal,
    });
    // Whatever became of the upload, the message has not been sent.
    if (answer.kind === 'error') return { kind: 'error', error: unsent(answer.error) };
    const read = Uploaded.safeParse(answer.body);
    if (!read.success)
      return {
        kind: 'error',
        error: { kind: 'retryable', code: 'provider_error', detail: `Meta gave no id for the ${kind}.` },
      };
    this.#uploads.keep(key, read.data.id);
    return this.#known(key, read.data.id);
  }
}

const unsent = (error: SendError): SendError =>
  error.kind === 'unknown' ? { ...error, kind: 'retryable' } : error;

const refuse = (detail: string): ResolvedMedia => ({
  kind: 'error',
  error: { kind: 'permanent', code: 'media_refused', detail },
});

function faultOf(kind: MediaKind, { mime, size }: OpenFile): string | undefined {
  const { maxBytes, mimes } = MEDIA_LIMITS[kind];
  if (!mimes.includes(bareMime(mime)))
    return `WhatsApp takes no ${bareMime(mime)} as ${kind}; it takes ${mimes.join(', ')}.`;
  return size > maxBytes ? `The ${kind} has ${size} bytes, WhatsApp takes ${maxBytes}.` : undefined;
}

function fileOf(
  content: OutgoingContent | TemplateContent | undefined,
): { readonly kind: MediaKind; readonly source: MediaSource } | undefined {
  switch (content?.type) {
    case 'media':
      return content;
    case 'buttons':
    case 'template':
      return content.header?.type === 'media' ? content.header : undefined;
    default:
      return undefined;
  }
}
