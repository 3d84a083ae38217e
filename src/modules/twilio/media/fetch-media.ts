/** The file behind a `MediaUrl`: fetched once, by the guarded client, and kept as a file of the workspace. */
import { MediaKind } from '../../../lib/message-content.ts';
import type { Egress } from '../../../platform/http-client/egress.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import { deleteFile, type FilesDeps, filesErrors, uploadFile } from '../../files/index.ts';
import { twilioErrors } from '../errors.ts';

export interface MediaDeps {
  readonly egress: Pick<Egress, 'inspect' | 'stream'>;
  readonly files: FilesDeps;
}

/** 16 MiB: the most that Twilio takes for WhatsApp ("Guidance on WhatsApp Media Messages"). */
const MOST_BYTES = 16 * 1024 * 1024;
/** For everything, redirects included: the program waits for its answer. */
const TIMEOUT_MS = 20_000;
const MOST_REDIRECTS = 3;
const FIELD = 'MediaUrl';
const LONGEST_NAME = 240;

export interface FetchedMedia {
  /** `file_…` */
  readonly file: string;
  readonly kind: MediaKind;
  readonly filename: string;
  /** Takes the file back that nothing was sent with; one that was there before stays. */
  drop(): Promise<void>;
}

export async function fetchMedia(deps: MediaDeps, actor: Actor, url: string): Promise<FetchedMedia> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { headers, body, address } = await open(deps, url, signal);
  const name = nameOf(headers['content-disposition'], address);
  try {
    const { file, known } = await uploadFile(
      deps.files,
      { actor, headers: { 'content-type': headers['content-type'] }, upload: within(body) },
      { name, purpose: 'media' },
    );
    return {
      file: file.id,
      kind: kindOf(file.mime),
      filename: file.name.slice(0, LONGEST_NAME),
      drop: async () => (known ? undefined : deleteFile(deps.files, actor, file.id)),
    };
  } catch (error) {
    if (error instanceof Problem && error.code === filesErrors.empty)
      throw new Problem(twilioErrors.media_unreachable, { field: FIELD, detail: 'The file is empty.' });
    throw error;
  }
}

interface Opened {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  readonly address: string;
}

/** Each address of a chain of redirects passes the guard by itself. */
async function open({ egress }: MediaDeps, url: string, signal: AbortSignal): Promise<Opened> {
  const unreachable = (detail: string): Problem =>
    new Problem(twilioErrors.media_unreachable, { field: FIELD, detail });
  let address = url;
  for (let step = 0; step <= MOST_REDIRECTS; step++) {
    const answer = await egress.stream({
      method: 'GET',
      url: address,
      headers: { 'user-agent': 'Titian-Media/1', accept: '*/*' },
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MOST_BYTES,
      signal,
    });
    if (answer.kind === 'refused')
      throw new Problem(twilioErrors.media_url_invalid, { field: FIELD, detail: answer.detail });
    if (answer.kind === 'failed')
      throw answer.reason === 'too_large' ? tooLarge() : unreachable(answer.detail);
    const { status, headers, body } = answer;
    const next = status >= 300 && status < 400 ? headers['location'] : undefined;
    if (status === 200) return { headers, body, address };
    await discard(body);
    if (next === undefined || !URL.canParse(next, address)) throw unreachable(`It answered ${status}.`);
    address = new URL(next, address).href;
  }
  throw unreachable(`It led on more than ${MOST_REDIRECTS} times.`);
}

const tooLarge = (): Problem => new Problem(twilioErrors.media_too_large, { field: FIELD });

/** Ends the exchange without reading what nobody wants. */
async function discard(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

/** What goes wrong at the other side while it is read is the other side's fault. */
async function* within(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (size >= MOST_BYTES) throw tooLarge();
    const detail = error instanceof Error ? error.message : 'The download broke off.';
    throw new Problem(twilioErrors.media_unreachable, { field: FIELD, detail });
  }
}

const STICKER = 'image/webp';

/** By what the bytes are; the channel says later whether it takes such a file. */
function kindOf(mime: string): MediaKind {
  if (mime === STICKER) return 'sticker';
  const kind = MediaKind.safeParse(mime.split('/')[0]);
  return kind.success && kind.data !== 'sticker' ? kind.data : 'document';
}

function nameOf(disposition: string | undefined, address: string): string {
  const quoted = /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
  const bare = quoted ?? /filename=([^;"\s]+)/i.exec(disposition ?? '')?.[1];
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  return (bare ?? decoded(last)).slice(0, LONGEST_NAME) || 'media';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
