/** Fetches a file that a person sent: first where it is, then the file, and checks that it is the one announced. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DownloadOutcome, HttpStreamOutcome, MediaReference, SendError } from '../../channel.ts';
import type { Graph } from '../graph/graph.ts';
import { bareMime, MEDIA_LIMITS } from './limits.ts';
import { sha256Hex } from './sha256.ts';

const Described = z.looseObject({
  url: z.string(),
  mime_type: z.string().optional().catch(undefined),
  sha256: z.string().optional().catch(undefined),
  file_size: z.coerce.number().optional().catch(undefined),
});

/** Hosts that Meta serves files from. The token goes nowhere else, whatever an answer says. */
const META_HOSTS: ReadonlySet<string> = new Set(['graph.facebook.com', 'lookaside.fbsbx.com']);
/** 100 MiB at 1 MiB per second. */
const FILE_TIMEOUT_MS = 100_000;
const GONE: ReadonlySet<number> = new Set([404, 410]);

export interface DownloadDeps {
  readonly graph: Graph;
  readonly baseUrl: string;
  readonly phoneNumberId: string;
  readonly timeoutMs: number;
}

export async function downloadMedia(
  deps: DownloadDeps,
  media: MediaReference,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  const { externalId, kind } = media;
  const { graph, timeoutMs } = deps;
  if (!/^[\w-]{1,128}$/.test(externalId)) return refuse('The file has an id that cannot be asked for.');
  const path = `${externalId}?phone_number_id=${deps.phoneNumberId}`;
  const answer = await graph.call({ method: 'GET', path, timeoutMs, signal });
  if (answer.kind === 'error') return failure(answer.error);
  const read = Described.safeParse(answer.body);
  if (!read.success) return again('Meta did not say where the file is.');
  const { url, file_size: size, mime_type: mime, sha256 } = read.data;
  const most = MEDIA_LIMITS[kind].maxBytes;
  if (size !== undefined && size > most)
    return refuse(`The ${kind} has ${size} bytes; at most ${most} are taken.`);
  if (!isTrusted(url, deps.baseUrl))
    return refuse('The file lies at an address that is not known to be of Meta.');
  const outcome = await graph.fetchFile(url, most, FILE_TIMEOUT_MS, signal);
  return readFile(outcome, {
    mime: mime ?? media.mime,
    sha256: sha256 ?? media.sha256,
    size,
    clean: graph.clean,
  });
}

interface Announced {
  readonly mime: string | undefined;
  readonly sha256: string | undefined;
  readonly size: number | undefined;
  readonly clean: (words: string) => string;
}

async function readFile(
  outcome: HttpStreamOutcome,
  { mime, sha256, size, clean }: Announced,
): Promise<DownloadOutcome> {
  if (outcome.kind === 'refused') return refuse(clean(outcome.detail));
  if (outcome.kind === 'failed')
    return outcome.reason === 'too_large'
      ? refuse('The file is larger than announced.')
      : again(clean(outcome.detail));
  const { status, body, headers } = outcome;
  if (status !== 200) {
    await leaveUnread(body);
    return again(
      GONE.has(status)
        ? 'Meta has moved the file; its address is asked for again.'
        : `Meta answered with HTTP ${status}.`,
    );
  }
  return {
    kind: 'ok',
    mime: bareMime(mime ?? headers['content-type'] ?? 'application/octet-stream'),
    ...(size === undefined ? {} : { size }),
    body: checked(body, sha256Hex(sha256)),
  };
}

/** Whoever stores it finds out with the last byte; what is not the file that was announced is not kept. */
async function* checked(
  body: AsyncIterable<Uint8Array>,
  announced: string | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
  if (announced !== undefined && hash.digest('hex') !== announced)
    throw new Error('The file is not the one that was announced.');
}

/** Ends the call. */
async function leaveUnread(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

/** Meta's own hosts over TLS, or wherever the API itself is. */
function isTrusted(url: string, baseUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin, username, password, port } = new URL(url);
  if (username !== '' || password !== '') return false;
  return (
    (protocol === 'https:' && port === '' && META_HOSTS.has(hostname)) || origin === new URL(baseUrl).origin
  );
}

const refuse = (detail: string): DownloadOutcome => ({ kind: 'permanent', code: 'media_refused', detail });
const again = (detail: string): DownloadOutcome => ({ kind: 'retryable', code: 'media_refused', detail });

const failure = ({ kind, code, detail }: SendError): DownloadOutcome => ({
  kind: kind === 'permanent' ? 'permanent' : 'retryable',
  code,
  detail,
});
