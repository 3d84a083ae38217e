/** Fetches what a person sent from the platform's own servers and from nowhere else, without any credential. */
import type {
  ChannelDeps,
  DownloadOutcome,
  HttpOutcome,
  HttpStreamOutcome,
  MediaReference,
} from '../channel.ts';
import { readRefusal } from './answer.ts';
import { LARGEST_FILE } from './content/limits.ts';

/** 100 MiB over a line of 1 MiB/s, and some patience. */
const TIMEOUT_MS = 120_000;
const LONGEST_REFUSAL_BYTES = 64 * 1024;
const GOOGLE = /(^|\.)(googleapis\.com|googleusercontent\.com|google\.com)$/;

/** Whether files may come from there; besides Google's hosts the one that stands in for them. */
export function mayFetch(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (URL.canParse(baseUrl) && url.origin === new URL(baseUrl).origin) return true;
  return url.protocol === 'https:' && url.port === '' && GOOGLE.test(url.hostname);
}

export async function downloadFile(
  deps: Pick<ChannelDeps, 'fetchStream' | 'clock'>,
  baseUrl: string,
  media: MediaReference,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  if (!mayFetch(media.externalId, baseUrl))
    return { kind: 'permanent', code: 'media_refused', detail: 'The file is not kept by Google.' };
  const outcome = await deps.fetchStream({
    method: 'GET',
    url: media.externalId,
    headers: {},
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: LARGEST_FILE,
    signal,
  });
  if (outcome.kind === 'response' && outcome.status === 200) {
    const { headers, body } = outcome;
    const size = Number(headers['content-length'] ?? Number.NaN);
    const mime = headers['content-type'] ?? media.mime ?? 'application/octet-stream';
    return { kind: 'ok', mime, ...(Number.isSafeInteger(size) ? { size } : {}), body };
  }
  if (outcome.kind === 'failed' && outcome.reason === 'too_large')
    return { kind: 'permanent', code: 'media_refused', detail: 'The file is larger than 100 MiB.' };
  const { kind, code, detail } = readRefusal(await wholeOf(outcome), {
    now: deps.clock.now(),
    clean: withoutAddresses,
  });
  return kind === 'permanent' ? { kind, code: 'media_refused', detail } : { kind: 'retryable', code, detail };
}

/** Addresses of files are secrets of the person who sent them. */
const withoutAddresses = (words: string): string => words.replaceAll(/https?:\S+/g, '***').slice(0, 200);

/** Of a refusal its words, as far as anybody would read them. */
async function wholeOf(outcome: HttpStreamOutcome): Promise<HttpOutcome> {
  if (outcome.kind !== 'response') return outcome;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of outcome.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LONGEST_REFUSAL_BYTES) break;
    }
  } catch {
    // What came says enough; the status says the rest.
  }
  return { ...outcome, body: Buffer.concat(chunks) };
}
