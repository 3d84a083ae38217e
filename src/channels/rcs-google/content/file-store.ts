/** Hands files of the workspace to the platform, each once, and names them to it afterwards. */
import { z } from 'zod';
import { createBoundedMap } from '../../../lib/bounded-map.ts';
import type { MediaSource } from '../../../lib/message-content.ts';
import type { ChannelDeps, OpenFile, SendError } from '../../channel.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { type AnswerContext, readRefusal } from '../answer.ts';
import { type ApiDeps, callApi } from '../api.ts';
import { fileFaultOf } from './limits.ts';
import type { Part } from './part.ts';
import type { FileHandle } from './render.ts';

const Uploaded = z.object({ name: z.string().regex(/^files\/[\w.-]{1,200}$/) });

/** The platform keeps a file for 60 days. */
const KEPT_MS = 30 * 86_400_000;
const LINK_SECONDS = 7 * 86_400;
const MOST_NAMES = 10_000;
/** 100 MiB over a line of 1 MiB/s, and some patience. */
const UPLOAD_TIMEOUT_MS = 120_000;

export interface FileStoreDeps {
  readonly api: ApiDeps;
  readonly agentId: string;
  readonly channel: Pick<ChannelDeps, 'openFile' | 'linkFile' | 'clock'>;
}

export type FileOutcome = { readonly kind: 'file'; readonly handle: FileHandle } | SendError;

export class FileStore {
  readonly #deps: FileStoreDeps;
  /** By SHA-256. */
  readonly #names = createBoundedMap<string, { readonly name: string; readonly until: number }>(MOST_NAMES);
  readonly #underWay = new Map<string, Promise<FileOutcome>>();

  constructor(deps: FileStoreDeps) {
    this.#deps = deps;
  }

  async find(
    source: MediaSource,
    part: Part,
    context: AnswerContext,
    signal: AbortSignal,
  ): Promise<FileOutcome> {
    const { url, file: id } = source;
    if (url !== undefined) return { kind: 'file', handle: { contentInfo: { fileUrl: url } } };
    const file = id === undefined ? undefined : await this.#deps.channel.openFile(id);
    if (file === undefined) return this.#link(id);
    const fault = fileFaultOf(file, part);
    if (fault !== undefined) return { kind: 'permanent', code: 'media_refused', detail: fault };
    const known = this.#names.get(file.sha256);
    if (known !== undefined && known.until > this.#deps.channel.clock.monotonic()) return named(known.name);
    const running = this.#underWay.get(file.sha256) ?? this.#upload(file, context, signal);
    this.#underWay.set(file.sha256, running);
    return running.finally(() => this.#underWay.delete(file.sha256));
  }

  async #link(id: string | undefined): Promise<FileOutcome> {
    const fileUrl = id === undefined ? undefined : await this.#deps.channel.linkFile(id, LINK_SECONDS);
    return fileUrl === undefined
      ? { kind: 'permanent', code: 'media_refused', detail: 'The file is gone.' }
      : { kind: 'file', handle: { contentInfo: { fileUrl } } };
  }

  async #upload(file: OpenFile, context: AnswerContext, signal: AbortSignal): Promise<FileOutcome> {
    const { api, agentId, channel } = this.#deps;
    const outcome = await callApi(
      { ...api, timeoutMs: UPLOAD_TIMEOUT_MS },
      {
        method: 'POST',
        path: '/upload/v1/files',
        query: { agentId, uploadType: 'media' },
        headers: { 'content-type': file.mime, 'content-length': String(file.size) },
        bytes: () => file.body(),
      },
      signal,
    );
    if (outcome.kind === 'no_token') return outcome.error;
    if (outcome.kind === 'response' && outcome.status === 200) {
      const { name } = Uploaded.safeParse(parseJson(outcome.body)).data ?? {};
      if (name !== undefined) {
        this.#names.set(file.sha256, { name, until: channel.clock.monotonic() + KEPT_MS });
        return named(name);
      }
    }
    return refusalOfUpload(readRefusal(outcome, context));
  }
}

const named = (fileName: string): FileOutcome => ({
  kind: 'file',
  handle: { uploadedRbmFile: { fileName } },
});

/** An upload reaches nobody, so whatever is unclear about it may be tried again. */
function refusalOfUpload(error: SendError): SendError {
  const { scope: _, remedy: __, ...rest } = error;
  if (rest.kind === 'unknown' || rest.code === 'credentials_refused') return { ...rest, kind: 'retryable' };
  return rest.kind === 'permanent' ? { ...rest, code: 'media_refused' } : rest;
}
